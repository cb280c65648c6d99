// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/super/f2fs_checkpoint.h"

namespace parterre {

/// Where the areas of an f2fs lie, in blocks of 4096 bytes; a segment has 512.
struct F2fsSuper
{
    static constexpr std::uint64_t blockSize = 4096;
    static constexpr std::uint64_t segmentBlocks = 512;

    std::uint64_t checkpointBlock = 0;
    std::uint64_t tableBlock = 0;   ///< of the segments' table (SIT)
    std::uint64_t tableBlocks = 0;  ///< of each of its two sets
    std::uint64_t mainBlock = 0;
    std::uint64_t mainSegments = 0;
    std::uint64_t payloadBlocks = 0;  ///< of a checkpoint, behind its first block
};

/// Where the first (0) or the second (1) superblock lies, from the partition's start.
[[nodiscard]] Bytes f2fsRecordAt(std::size_t copy);
/// All 3072 bytes of one superblock, whose magic and, where it has one, checksum are right; else Corrupt.
[[nodiscard]] Result<std::vector<std::byte>> readF2fsRecord(const RawView &view, std::size_t copy);
/// Makes the checksum of a superblock right, where it has one.
void sealF2fsRecord(std::span<std::byte> record);

/// Reads both superblocks, which must agree, and holds the areas to the bounds of `view`.
/// Unsupported: several devices, zones, other block sizes, features that are not known.
[[nodiscard]] Result<F2fsSuper> readF2fsSuper(const RawView &view);

/// The newer of both checkpoints. Refused where f2fs was not unmounted, or has orphans, errors or
/// synced data to recover, or where one of the two is torn.
[[nodiscard]] Result<F2fsCheckpoint> readCleanF2fsCheckpoint(const RawView &view, const F2fsSuper &super);

}
