// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// What the superblock of a JFS says: struct jfs_superblock, fs/jfs/jfs_superblock.h.
struct JfsSuper
{
    enum class State : std::uint8_t { Clean, InUse, Damaged };

    std::uint64_t size = 0;  ///< in bytes, with the journal and what fsck.jfs works in
    std::uint32_t blockSize = 0;
    State state = State::Damaged;
    bool isLogInside = false;
};

/// Corrupt where there is none, or one with sizes that no JFS has.
[[nodiscard]] Result<JfsSuper> readJfsSuper(const RawView &view);

}
