// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/edit.h"

#include <vector>

namespace parterre {

/// How many more clones of partition `number` the design can take without a new error.
[[nodiscard]] int roomForClones(const Inventory &inventory, const Design &design, int number);
/// The partitions that can take no further clone.
[[nodiscard]] std::vector<int> fullPartitions(const Inventory &inventory, const Design &design);

}
