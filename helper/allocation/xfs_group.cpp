// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/xfs_group.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint32_t freeMagic = 0x58414746;  // "XAGF"
constexpr std::uint32_t listMagic = 0x5841464C;  // "XAFL"
constexpr std::size_t freeUuidAt = 64;
constexpr std::size_t freeChecksumAt = 216;
constexpr std::size_t listUuidAt = 8;
constexpr std::size_t listChecksumAt = 32;
constexpr std::size_t listHead = 36;

/// The list is a ring of block numbers that fills the rest of its sector.
struct Ring
{
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t count = 0;
};

bool hasUuid(std::span<const std::byte> sector, std::size_t at, const XfsSuper &super)
{
    return std::ranges::equal(sector.subspan(at, super.uuid.size()), super.uuid);
}

std::uint64_t blocksOf(const XfsSuper &super, std::uint32_t number)
{
    const std::uint64_t before = number * super.groupBlocks;
    return std::min(super.groupBlocks, super.blocks - before);
}

Result<> checkFreeHeader(std::span<const std::byte> sector, const XfsSuper &super, std::uint32_t number)
{
    const bool isHeader = bigEndian<std::uint32_t>(sector, 0) == freeMagic
        && bigEndian<std::uint32_t>(sector, 4) == 1 && bigEndian<std::uint32_t>(sector, 8) == number;
    if (!isHeader)
        return fail(ErrorCode::Corrupt, "XFS", "free space header");
    if (super.hasChecksums()
        && (!hasXfsChecksum(sector, freeChecksumAt) || !hasUuid(sector, freeUuidAt, super))) {
        return fail(ErrorCode::Corrupt, "XFS", "free space header checksum");
    }
    return {};
}

Result<> checkBounds(const XfsGroup &group, const XfsSuper &super)
{
    const bool isRight = group.blocks == blocksOf(super, group.number) && group.headerBlocks < group.blocks
        && group.levels > 0 && group.levels <= XfsGroup::levelsMax && group.root >= group.headerBlocks
        && group.root < group.blocks && group.freeBlocks < group.blocks && group.longest <= group.freeBlocks
        && group.treeBlocks < group.blocks;
    if (!isRight)
        return fail(ErrorCode::Corrupt, "XFS", "free space header bounds");
    return {};
}

Result<> checkListHeader(std::span<const std::byte> sector, const XfsSuper &super, std::uint32_t number)
{
    const bool isRight = bigEndian<std::uint32_t>(sector, 0) == listMagic
        && bigEndian<std::uint32_t>(sector, 4) == number && hasUuid(sector, listUuidAt, super)
        && hasXfsChecksum(sector, listChecksumAt);
    if (!isRight)
        return fail(ErrorCode::Corrupt, "XFS", "free list header");
    return {};
}

Result<> readList(XfsGroup &group, const Ring &ring, std::span<const std::byte> sector, const XfsSuper &super)
{
    if (super.hasChecksums())
        CHECK(checkListHeader(sector, super, group.number));
    const std::span<const std::byte> places = sector.subspan(super.hasChecksums() ? listHead : 0);
    const auto room = static_cast<std::uint32_t>(places.size() / 4);
    if (ring.first >= room || ring.last >= room || ring.count > room
        || (ring.count > 0 && (ring.first + ring.count - 1) % room != ring.last)) {
        return fail(ErrorCode::Corrupt, "XFS", "free list bounds");
    }
    for (std::uint32_t i = 0; i < ring.count; ++i) {
        const std::size_t place = (ring.first + i) % room;
        const auto block = bigEndian<std::uint32_t>(places, place * 4);
        if (block < group.headerBlocks || block >= group.blocks)
            return fail(ErrorCode::Corrupt, "XFS", "free list block");
        group.listed.push_back(block);
    }
    std::ranges::sort(group.listed);
    return {};
}

}

Result<XfsGroup> readXfsGroup(const RawView &view, const XfsSuper &super, std::uint32_t number)
{
    const auto sectorSize = static_cast<std::size_t>(super.sectorSize);
    const std::uint64_t at = number * super.groupBlocks * super.blockSize;
    // a sector each: superblock, free space, inodes, free list
    TRY(const std::vector<std::byte> raw, view.read(at, sectorSize * 4));
    const std::span<const std::byte> sector = std::span(raw).subspan(sectorSize, sectorSize);
    CHECK(checkFreeHeader(sector, super, number));
    const auto word = [&](std::size_t place) { return bigEndian<std::uint32_t>(sector, place); };
    XfsGroup group{.number = number,
                   .blocks = word(12),
                   .headerBlocks =
                       static_cast<std::uint32_t>((sectorSize * 4 + super.blockSize - 1) / super.blockSize),
                   .root = word(16),
                   .levels = word(28),
                   .freeBlocks = word(52),
                   .longest = word(56),
                   .treeBlocks = word(60)};
    CHECK(checkBounds(group, super));
    const Ring ring{.first = word(40), .last = word(44), .count = word(48)};
    CHECK(readList(group, ring, std::span(raw).subspan(sectorSize * 3), super));
    return group;
}

}
