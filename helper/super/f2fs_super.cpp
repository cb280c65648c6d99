// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/f2fs_super.h"

#include "helper/block/crc32.h"

#include <algorithm>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

constexpr std::uint32_t magic = 0xF2F52010;
constexpr std::size_t recordSize = 3072;
constexpr std::size_t sumAt = 3068;
constexpr std::size_t layoutSize = 108;
constexpr std::size_t devicesAt = 2201;
constexpr std::uint32_t featureSum = 0x800;
/// All up to compression but zones (0x2). Not known: the read-only form (0x4000), devices as files
/// (0x8000), and what is newer.
constexpr std::uint32_t knownFeatures = 0x3FFD;
constexpr std::uint32_t unmounted = 0x1;
/// Compact summaries, checksums for recovery, the bits of free node numbers, trimmed, none of those
/// checksums, the large bitmap of nodes.
constexpr std::uint32_t harmless = 0x4 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400;

std::uint64_t word(std::span<const std::byte> raw, std::size_t at)
{
    return littleEndian<std::uint32_t>(raw, at);
}

bool hasSum(std::span<const std::byte> raw)
{
    return (word(raw, 2180) & featureSum) != 0;
}

Result<> checkFeatures(const Raw &raw)
{
    if ((word(raw, 2180) & ~knownFeatures) != 0)
        return fail(ErrorCode::Unsupported, {}, "f2fs features");
    if (word(raw, 16) != 12 || word(raw, 20) != 9)
        return fail(ErrorCode::Unsupported, {}, "f2fs block size");
    if (raw[devicesAt] != std::byte{})
        return fail(ErrorCode::Unsupported, {}, "f2fs of several devices");
    return {};
}

/// Checkpoints, SIT, NAT, SSA, main: in this order and each where the one before ends.
Result<> checkAreas(const Raw &raw, const RawView &view)
{
    const std::uint64_t blocks = littleEndian<std::uint64_t>(raw, 36);
    if (blocks > view.size() / F2fsSuper::blockSize)
        return fail(ErrorCode::Corrupt, {}, "f2fs size");
    std::uint64_t end = word(raw, 76);
    for (std::size_t area = 0; area < 5; ++area) {
        const std::uint64_t begin = word(raw, 76 + 4 * area);
        const std::uint64_t segments = word(raw, 52 + 4 * area);
        if (begin != end || segments == 0)
            return fail(ErrorCode::Corrupt, {}, "f2fs areas");
        end = begin + segments * F2fsSuper::segmentBlocks;
    }
    if (word(raw, 76) < 2 || end > blocks || word(raw, 52) < 2 || word(raw, 56) % 2 != 0
        || word(raw, 1664) >= F2fsSuper::segmentBlocks) {
        return fail(ErrorCode::Corrupt, {}, "f2fs areas");
    }
    return {};
}

/// Where the chain of synced nodes would go on, if there were one since the checkpoint.
Result<> checkNothingSynced(const RawView &view, const F2fsSuper &super, const F2fsCheckpoint &pack)
{
    constexpr std::size_t warm = 1;
    const std::uint64_t segment = word(pack.head, 36 + 4 * warm);
    const std::uint64_t block = littleEndian<std::uint16_t>(pack.head, 68 + 2 * warm);
    if (segment >= super.mainSegments || block >= F2fsSuper::segmentBlocks)
        return fail(ErrorCode::Corrupt, {}, "f2fs open segment");
    TRY(const Raw node,
        view.read((super.mainBlock + segment * F2fsSuper::segmentBlocks + block) * F2fsSuper::blockSize,
                  F2fsSuper::blockSize));
    if (littleEndian<std::uint32_t>(node, 4084) == (pack.version & 0xFFFFFFFFU))
        return fail(ErrorCode::Refused, {}, "f2fs has synced data to recover");
    return {};
}

}

Bytes f2fsRecordAt(std::size_t copy)
{
    return Bytes(static_cast<std::int64_t>(copy * F2fsSuper::blockSize + 1024));
}

Result<std::vector<std::byte>> readF2fsRecord(const RawView &view, std::size_t copy)
{
    TRY(Raw raw, view.read(static_cast<std::uint64_t>(f2fsRecordAt(copy).count()), recordSize));
    if (word(raw, 0) != magic)
        return fail(ErrorCode::Corrupt, {}, "f2fs superblock");
    if (hasSum(raw)
        && (word(raw, 32) != sumAt || rawCrc32(magic, std::span(raw).first(sumAt)) != word(raw, sumAt)))
        return fail(ErrorCode::Corrupt, {}, "f2fs superblock checksum");
    return raw;
}

void sealF2fsRecord(std::span<std::byte> record)
{
    if (hasSum(record))
        putLittleEndian(record, sumAt, rawCrc32(magic, record.first(sumAt)));
}

Result<F2fsSuper> readF2fsSuper(const RawView &view)
{
    TRY(const Raw raw, readF2fsRecord(view, 0));
    TRY(const Raw copy, readF2fsRecord(view, 1));
    if (!std::ranges::equal(std::span(raw).first(layoutSize), std::span(copy).first(layoutSize)))
        return fail(ErrorCode::Corrupt, {}, "f2fs superblock copy");
    CHECK(checkFeatures(raw));
    CHECK(checkAreas(raw, view));
    return F2fsSuper{.checkpointBlock = word(raw, 76),
                     .tableBlock = word(raw, 80),
                     .tableBlocks = word(raw, 56) / 2 * F2fsSuper::segmentBlocks,
                     .mainBlock = word(raw, 92),
                     .mainSegments = word(raw, 68),
                     .payloadBlocks = word(raw, 1664)};
}

Result<F2fsCheckpoint> readCleanF2fsCheckpoint(const RawView &view, const F2fsSuper &super)
{
    constexpr std::uint64_t most = F2fsSuper::segmentBlocks;
    TRY(F2fsCheckpoint first, readF2fsCheckpoint(view, super.checkpointBlock, most));
    TRY(F2fsCheckpoint second, readF2fsCheckpoint(view, super.checkpointBlock + most, most));
    F2fsCheckpoint &pack = second.version > first.version ? second : first;
    pack.isFirst = std::min(first.version, second.version) == 0;
    if ((pack.flags & unmounted) == 0 || (pack.flags & ~(unmounted | harmless)) != 0)
        return fail(ErrorCode::Refused, {}, "f2fs was not unmounted or has marks of damage");
    CHECK(checkNothingSynced(view, super, pack));
    return std::move(pack);
}

}
