// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/raw_view.h"

namespace parterre {

/// Where a member of a RAID1 has the whole array: bytes from the member's start.
struct MdMirror
{
    std::uint64_t at = 0;
    std::uint64_t size = 0;
};

/// Of a superblock of version 1.0, 1.1 or 1.2 whose checksum and bounds hold. Unsupported: version 0.90,
/// other levels, features that are not known, more than one superblock. Refused: what the member holds may
/// not be what the array holds, or not for long: it was not stopped, recovers, is reshaped, has a journal,
/// bad blocks, no place. struct mdp_superblock_1, include/uapi/linux/raid/md_p.h; super_1_load() in
/// drivers/md/md.c.
[[nodiscard]] Result<MdMirror> readMdMirror(const RawView &view);

}
