// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/export.h"

namespace parterre::kiwi {

/// What KIWI would make otherwise of this description than `layout` has it. Its custom partitions' lines are
/// their numbers in the layout.
[[nodiscard]] std::vector<Obstacle> differences(const Layout &layout, const Description &description);

}
