// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// The first block of a checkpoint pack, and what every reader wants to know of it.
struct F2fsCheckpoint
{
    std::vector<std::byte> head;
    std::uint64_t block = 0;  ///< where the pack begins, in blocks of 4096 bytes
    std::uint64_t blocks = 0;
    std::uint64_t version = 0;
    std::uint64_t validBlocks = 0;
    std::uint32_t flags = 0;
    bool isFirst = false;  ///< where both packs were looked at: the other one was never written
};

/// What the flags of a checkpoint say of the whole file system.
enum class F2fsState : std::uint8_t { Unmounted, InUse, Damaged };
[[nodiscard]] F2fsState stateOf(const F2fsCheckpoint &checkpoint);

/// A pack counts only when its first and its last block were written by the same checkpoint and both
/// of their checksums hold; Corrupt where not. Requires block < 2^40.
[[nodiscard]] Result<F2fsCheckpoint> readF2fsCheckpoint(const RawView &view, std::uint64_t block,
                                                        std::uint64_t blocksMax);
/// The newer one of the two packs, of which the second begins `segment` blocks after `block`, or the only
/// one that counts; Corrupt where none does.
[[nodiscard]] Result<F2fsCheckpoint> readNewestF2fsCheckpoint(const RawView &view, std::uint64_t block,
                                                              std::uint64_t segment);

}
