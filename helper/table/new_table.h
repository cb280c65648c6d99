// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/table.h"
#include "helper/block/block_device.h"

namespace parterre {

/// Invalid where the disk's first or last MiB is not blank: where tables, and most signatures, are.
[[nodiscard]] Result<> checkBlank(BlockDevice &disk);
/// Takes a table away again: these are zeros then, durably.
[[nodiscard]] Result<> eraseTable(BlockDevice &disk);

/// Writes an empty GPT or MBR with the id, the sector size, the entries and the usable space of `table` onto
/// a blank disk, by libfdisk on a copy in memory. Durable when it returns. Unsupported for other kinds.
/// Requires checkBlank(), and a size that is a multiple of the sector size.
[[nodiscard]] Result<> createTable(BlockDevice &disk, const Table &table);

}
