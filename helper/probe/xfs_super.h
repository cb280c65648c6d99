// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"
#include "helper/probe/xfs_log.h"

#include <array>
#include <optional>

namespace parterre {

/// The first superblock of an XFS, with its numbers as they stand there: the blocks, the groups and
/// the log need not fit together. (XFS Algorithms & Data Structures, "Superblocks".)
struct XfsSuper
{
    using Uuid = std::array<std::byte, 16>;

    static constexpr std::uint32_t incompatNeedsRepair = 0x10;

    std::uint64_t blocks = 0;
    std::uint64_t realtimeBlocks = 0;
    std::uint64_t freeBlocks = 0;
    std::uint64_t blockSize = 0;    ///< a power of two from 512 to 65536
    std::uint64_t sectorSize = 0;   ///< a power of two from 512 to 32768
    std::uint64_t groupBlocks = 0;  ///< of each group but the last
    std::uint64_t groups = 0;
    /// Counted through all groups; empty where the log is on another device.
    std::optional<std::uint64_t> logBlock;
    std::uint64_t logBlocks = 0;
    std::uint16_t version = 0;  ///< the number in the lowest four bits, the old features above
    std::uint32_t features2 = 0;
    std::uint32_t readOnlyFeatures = 0;  ///< this and the next one: 0 before format 5
    std::uint32_t incompatFeatures = 0;
    Uuid uuid{};  ///< what the metadata have, which is not always what the user sees
    bool isBeingMade = false;

    [[nodiscard]] bool hasChecksums() const { return (version & 0xFU) == 5; }
    [[nodiscard]] bool needsRepair() const { return (incompatFeatures & incompatNeedsRepair) != 0; }
};

/// Corrupt where it is none, or its checksum is wrong.
[[nodiscard]] Result<XfsSuper> readXfsSuper(const RawView &view);

/// What the internal log says; Unknown where there is none or it lies outside.
[[nodiscard]] Result<XfsLogState> readXfsLog(const RawView &view, const XfsSuper &super);

/// Whether the CRC32C at `at` is that of `raw`, with zeros in its own place.
/// Requires that it lies in `raw`.
[[nodiscard]] bool hasXfsChecksum(std::span<const std::byte> raw, std::size_t at);

}
