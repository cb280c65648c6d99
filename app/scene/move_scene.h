// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/disk_scene.h"

namespace parterre {

/// The journal's two places and the scratch space, as thin marks in the designed lane: none narrower than
/// can be seen, none over another; what would be is one mark with its neighbour of the same kind.
[[nodiscard]] std::vector<MoveMark> moveMarks(const LaneScene &designed, const InPlaceMove &move);
/// Blocks to which data moves show `share` of it as arrived.
void fillMoved(LaneScene &designed, const InPlaceMove &move, double share);

}
