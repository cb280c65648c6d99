// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/copy/copy_order.h"

#include <stop_token>

namespace parterre {

/// Instead of a copy: makes the targets share the blocks of what is used, and clears the rest as for copies,
/// so that what lies in the source's free space shows in none of them. Costs neither time nor space for data.
/// Durable, and compared with where the file system keeps both, when it returns true.
///
/// False where the blocks cannot be shared; the targets hold anything then. Mismatch where the file system
/// keeps something else there than it said. Cancelled between two extents.
[[nodiscard]] Result<bool> shareBlocks(const CopyOrder &order, const std::stop_token &stop);

}
