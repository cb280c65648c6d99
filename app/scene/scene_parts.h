// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/disk_scene.h"

#include <QPointF>

namespace parterre {

/// The parts that buildScene() is put together from.

/// "Partition 5, home ◆1, ext4, 3.0 GiB, used 30 %, new"
[[nodiscard]] QString describeSlot(const Slot &slot);
/// The frame around what lies inside `container`, two pixels outside its blocks.
[[nodiscard]] QRectF containerRect(const LaneScene &lane, Extent container);
/// One under each origin that has room for it; where they collide, those with clones move aside and the
/// others go.
[[nodiscard]] std::vector<Stepper> buildSteppers(const DiskScene &scene, const Layout &designed,
                                                 const std::vector<int> &full);
/// Table entries and space, left to right from `at`.
[[nodiscard]] std::vector<Meter> buildMeters(const Layout &designed, QPointF at);

}
