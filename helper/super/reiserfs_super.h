// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// What the superblock of a ReiserFS says: struct reiserfs_super_block, fs/reiserfs/reiserfs.h of Linux 6.12.
struct ReiserFsSuper
{
    enum class State : std::uint8_t { Clean, InUse, Damaged };

    std::uint64_t blocks = 0;
    std::uint64_t freeBlocks = 0;
    std::uint64_t blockSize = 0;
    State state = State::Damaged;
    bool hasUuid = false;  ///< that of format 3.5 has none
    bool isLogInside = false;
};

/// Corrupt where there is none at the place that it has had since 1999, or one that makes no sense.
[[nodiscard]] Result<ReiserFsSuper> readReiserFsSuper(const RawView &view);

}
