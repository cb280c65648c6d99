// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/btrfs/btrfs_super.h"

#include "helper/btrfs/btrfs_checksum.h"

#include <algorithm>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

constexpr std::uint64_t magic = 0x4D5F53665248425FULL;  // "_BHRfS_M"
constexpr std::uint64_t flagWritten = 1;
constexpr std::uint64_t mixedBackReferences = 1U << 0U;
constexpr std::uint64_t metadataUuid = 1U << 10U;
/// References of today's form, default subvolume, mixed groups, LZO, Zstandard, nodes larger than a
/// page, extended inode references, RAID 5 and 6, small metadata items, no holes, metadata UUID, RAID 1
/// of three and four, simple quotas. Not known: zones (0x1000), the second extent tree (0x2000), the
/// stripe tree (0x4000), and what is newer. Profiles are judged chunk by chunk.
constexpr std::uint64_t knownIncompat = 0x10FFF;
/// Free space tree and its mark, fs-verity, the tree of block groups: none of them moves an extent item.
constexpr std::uint64_t knownReadOnly = 0xF;
constexpr std::uint8_t levelMax = 7;
constexpr std::uint64_t rootTreeNumber = 1;
constexpr std::uint64_t chunkTreeNumber = 3;

/// Each commit writes them all.
Result<> checkCopies(const RawView &view, const BtrfsSuper &super)
{
    TRY(const Raw raw, readBtrfsRecord(view, BtrfsSuper::places.front()));
    for (const std::uint64_t place : btrfsSuperPlaces(super.size)) {
        TRY(const Raw copy, readBtrfsRecord(view, place));
        if (btrfsUuidAt(copy, 32) != btrfsUuidAt(raw, 32))
            return fail(ErrorCode::Corrupt, {}, "btrfs superblock copy");
        if (littleEndian<std::uint64_t>(copy, 72) != littleEndian<std::uint64_t>(raw, 72))
            return fail(ErrorCode::Refused, {}, "btrfs commit was cut off");
    }
    return {};
}

Result<> checkFeatures(const Raw &raw)
{
    const std::uint64_t incompat = littleEndian<std::uint64_t>(raw, 188);
    if ((incompat & ~knownIncompat) != 0 || (incompat & mixedBackReferences) == 0
        || (littleEndian<std::uint64_t>(raw, 180) & ~knownReadOnly) != 0) {
        return fail(ErrorCode::Unsupported, {}, "btrfs features");
    }
    if (littleEndian<std::uint64_t>(raw, 136) != 1)
        return fail(ErrorCode::Unsupported, {}, "btrfs of several devices");
    if ((littleEndian<std::uint64_t>(raw, 56) & ~flagWritten) != 0)
        return fail(ErrorCode::Refused, {}, "btrfs marks of damage, seeding or conversion");
    if (littleEndian<std::uint64_t>(raw, 96) != 0)
        return fail(ErrorCode::Refused, {}, "btrfs tree log is to be replayed");
    return {};
}

BtrfsSuper parse(const Raw &raw)
{
    const bool hasMetadataUuid = (littleEndian<std::uint64_t>(raw, 188) & metadataUuid) != 0;
    return {.treeUuid = btrfsUuidAt(raw, hasMetadataUuid ? 571 : 32),
            .deviceUuid = btrfsUuidAt(raw, 267),
            .deviceId = littleEndian<std::uint64_t>(raw, 201),
            .size = littleEndian<std::uint64_t>(raw, 209),
            .used = littleEndian<std::uint64_t>(raw, 120),
            .sectorSize = littleEndian<std::uint32_t>(raw, 144),
            .nodeSize = littleEndian<std::uint32_t>(raw, 148),
            .checksumKind = littleEndian<std::uint16_t>(raw, 196),
            .rootTree = {.owner = rootTreeNumber,
                         .logical = littleEndian<std::uint64_t>(raw, 80),
                         .generation = littleEndian<std::uint64_t>(raw, 72),
                         .level = littleEndian<std::uint8_t>(raw, 198)},
            .chunkTree = {.owner = chunkTreeNumber,
                          .logical = littleEndian<std::uint64_t>(raw, 88),
                          .generation = littleEndian<std::uint64_t>(raw, 164),
                          .level = littleEndian<std::uint8_t>(raw, 199)},
            .systemChunks = {}};
}

Result<> checkBounds(const BtrfsSuper &super, const RawView &view)
{
    if (super.size < BtrfsSuper::reserved || super.size > view.size())
        return fail(ErrorCode::Corrupt, {}, "btrfs size");
    if (!isPowerBetween(super.sectorSize, 4096, 65536)
        || !isPowerBetween(super.nodeSize, super.sectorSize, 65536)) {
        return fail(ErrorCode::Corrupt, {}, "btrfs block size");
    }
    if (super.rootTree.level > levelMax || super.chunkTree.level > levelMax)
        return fail(ErrorCode::Corrupt, {}, "btrfs tree height");
    return {};
}

}

BtrfsUuid btrfsUuidAt(std::span<const std::byte> bytes, std::size_t at)
{
    BtrfsUuid uuid;
    std::ranges::copy(bytes.subspan(at, uuid.size()), uuid.begin());
    return uuid;
}

std::span<const std::uint64_t> btrfsSuperPlaces(std::uint64_t deviceSize)
{
    const auto end = std::ranges::find_if(BtrfsSuper::places, [&](std::uint64_t place) {
        return place + BtrfsSuper::recordSize >= deviceSize;
    });
    return {BtrfsSuper::places.begin(), end};
}

Result<std::vector<std::byte>> readBtrfsRecord(const RawView &view, std::uint64_t place)
{
    TRY(Raw raw, view.read(place, BtrfsSuper::recordSize));
    if (littleEndian<std::uint64_t>(raw, 64) != magic || littleEndian<std::uint64_t>(raw, 48) != place)
        return fail(ErrorCode::Corrupt, {}, "btrfs superblock");
    CHECK(checkBtrfsChecksum(littleEndian<std::uint16_t>(raw, 196), raw));
    return raw;
}

Result<BtrfsSuper> readFirstBtrfsSuper(const RawView &view)
{
    TRY(const Raw raw, readBtrfsRecord(view, BtrfsSuper::places.front()));
    CHECK(checkFeatures(raw));
    BtrfsSuper super = parse(raw);
    CHECK(checkBounds(super, view));
    if (btrfsUuidAt(raw, 283) != super.treeUuid)
        return fail(ErrorCode::Corrupt, {}, "btrfs device of another file system");
    const std::size_t chunks = littleEndian<std::uint32_t>(raw, 160);
    if (chunks > BtrfsSuper::chunksMax)
        return fail(ErrorCode::Corrupt, {}, "btrfs system chunks");
    const std::span from = std::span(raw).subspan(BtrfsSuper::chunksAt, chunks);
    super.systemChunks.assign(from.begin(), from.end());
    return super;
}

Result<BtrfsSuper> readBtrfsSuper(const RawView &view)
{
    TRY(BtrfsSuper super, readFirstBtrfsSuper(view));
    CHECK(checkCopies(view, super));
    return super;
}

}
