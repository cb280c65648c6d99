// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/edit.h"

#include <vector>

namespace parterre {

/// How many more clones of partition `number` the design can take besides those that it asks for,
/// without an error that the disk does not have anyway. 0 for a partition that is not there.
[[nodiscard]] int roomForClones(const Inventory &inventory, const Design &design, int number);
/// The partitions that can take no further clone.
[[nodiscard]] std::vector<int> fullPartitions(const Inventory &inventory, const Design &design);

}
