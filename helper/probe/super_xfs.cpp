// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "helper/probe/xfs_log.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint32_t magic = 0x58465342;  // "XFSB"
constexpr std::size_t checksumAt = 224;
constexpr std::uint32_t incompatNeedsRepair = 0x10;

struct XfsSuper
{
    std::uint64_t blocks = 0;
    std::uint64_t freeBlocks = 0;
    std::uint64_t blockSize = 0;
    std::uint64_t groupBlocks = 0;
    unsigned groupShift = 0;
    std::uint64_t logBlock = 0;  ///< group and block within it; 0: the log is on another device
    std::uint64_t logBlocks = 0;
    bool needsRepair = false;
};

/// Format 5 has a checksum over the sector, with zeros in the place of the sum itself.
Result<> checkSum(const RawView &view, std::size_t sectorSize)
{
    TRY(std::vector<std::byte> raw, view.read(0, sectorSize));
    const std::uint32_t stored = littleEndian<std::uint32_t>(raw, checksumAt);
    std::fill_n(raw.begin() + checksumAt, 4, std::byte{0});
    if (~crc32c(~0U, raw) != stored)
        return fail(ErrorCode::Corrupt, {}, "XFS superblock checksum");
    return {};
}

Result<XfsSuper> readSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(0, 512));
    const std::uint64_t blockSize = bigEndian<std::uint32_t>(raw, 4);
    const std::uint16_t sectorSize = bigEndian<std::uint16_t>(raw, 102);
    if (bigEndian<std::uint32_t>(raw, 0) != magic || !isPowerBetween(blockSize, 512, 65536)
        || !isPowerBetween(sectorSize, 512, 32768)) {
        return fail(ErrorCode::Corrupt, {}, "XFS superblock");
    }
    const bool hasChecksum = (bigEndian<std::uint16_t>(raw, 100) & 0xFU) == 5;
    if (hasChecksum)
        CHECK(checkSum(view, sectorSize));
    return XfsSuper{.blocks = bigEndian<std::uint64_t>(raw, 8),
                    .freeBlocks = bigEndian<std::uint64_t>(raw, 144),
                    .blockSize = blockSize,
                    .groupBlocks = bigEndian<std::uint32_t>(raw, 84),
                    .groupShift = std::to_integer<unsigned>(raw[124]),
                    .logBlock = bigEndian<std::uint64_t>(raw, 48),
                    .logBlocks = bigEndian<std::uint32_t>(raw, 96),
                    .needsRepair =
                        hasChecksum && (bigEndian<std::uint32_t>(raw, 216) & incompatNeedsRepair) != 0};
}

Result<XfsLogState> readLog(const RawView &view, const XfsSuper &super)
{
    if (super.logBlock == 0 || super.groupShift > 31)
        return XfsLogState::Unknown;
    const std::uint64_t group = super.logBlock >> super.groupShift;
    const std::uint64_t within = super.logBlock & ((std::uint64_t{1} << super.groupShift) - 1);
    const std::uint64_t block = group * super.groupBlocks + within;
    const std::optional<Bytes> at = amount(block, super.blockSize);
    if (!at || block > super.blocks)
        return XfsLogState::Unknown;
    Result<XfsLogState> state =
        readXfsLogState(view, static_cast<std::uint64_t>(at->count()), super.logBlocks * super.blockSize);
    if (!state && state.error().code == ErrorCode::Corrupt)
        return XfsLogState::Unknown;
    return state;
}

}

/// The counters of a mounted file system live in memory and reach the superblock at unmount: while
/// the log holds changes, nothing is said about what is used.
Result<SuperFacts> readXfsFacts(const RawView &view)
{
    TRY(const XfsSuper super, readSuper(view));
    if (super.freeBlocks > super.blocks)
        return fail(ErrorCode::Corrupt, {}, "XFS free blocks");
    TRY(const XfsLogState log, readLog(view, super));
    SuperFacts facts{.size = amount(super.blocks, super.blockSize)};
    if (log != XfsLogState::ToReplay)
        facts.used = amount(super.blocks - super.freeBlocks, super.blockSize);
    if (super.needsRepair)
        facts.dirt = Dirt::Errors;
    else if (log == XfsLogState::ToReplay)
        facts.dirt = Dirt::JournalToReplay;
    return facts;
}

}
