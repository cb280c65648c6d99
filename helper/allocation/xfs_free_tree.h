// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/allocation/xfs_group.h"

#include <functional>

namespace parterre {

/// Free blocks of one group, counted from its start: `count` of them from `begin`.
using XfsFreeRun = std::function<Result<>(std::uint32_t begin, std::uint32_t count)>;

/// Calls `visit` for every free run of the group, in ascending order; an error of its ends the walk.
///
/// Each block of the tree is checked: magic, checksum and owner where the format has them, level,
/// siblings, keys and the order of the records. What was visited before an error is not to be used.
[[nodiscard]] Result<> walkXfsFreeTree(const RawView &view, const XfsSuper &super, const XfsGroup &group,
                                       const XfsFreeRun &visit);

}
