// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// What the superblock of a NILFS2 says: struct nilfs_super_block, include/uapi/linux/nilfs2_ondisk.h.
struct Nilfs2Super
{
    enum class State : std::uint8_t { Clean, InUse, Damaged };

    std::uint64_t size = 0;  ///< in bytes
    std::uint64_t segments = 0;
    std::uint64_t segmentBlocks = 0;
    std::uint64_t blockSize = 0;
    std::uint64_t freeBlocks = 0;
    State state = State::Damaged;
};

/// Reads the first of both. Corrupt where there is none, or its checksum is another.
[[nodiscard]] Result<Nilfs2Super> readNilfs2Super(const RawView &view);

}
