// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "helper/super/jfs_super.h"

namespace parterre {

namespace {

Dirt dirtOf(JfsSuper::State state)
{
    switch (state) {
    case JfsSuper::State::Clean:
        return Dirt::None;
    case JfsSuper::State::InUse:
        return Dirt::NotUnmounted;
    case JfsSuper::State::Damaged:
        break;
    }
    return Dirt::Errors;
}

/// From the first page of the map of blocks (struct dbmap_disk), which is inode 2 of the aggregate. Its place
/// is the first extent of the inode's tree.
Result<Bytes> readFree(const RawView &view, const JfsSuper &super)
{
    constexpr std::uint64_t inodesAt = 0xB000;
    constexpr std::size_t inodeSize = 512;
    constexpr std::size_t treeAt = 224;
    constexpr std::size_t extentAt = treeAt + 32;
    TRY(const std::vector<std::byte> inode, view.read(inodesAt + 2 * inodeSize, inodeSize));
    const auto word = [&](std::size_t at) { return littleEndian<std::uint32_t>(inode, at); };
    const bool isLeaf = (std::to_integer<unsigned>(inode[treeAt + 16]) & 2U) != 0;
    if (word(8) != 2 || !isLeaf || word(extentAt + 4) != 0)
        return fail(ErrorCode::Corrupt, "jfs", "the map of blocks");
    const std::uint64_t block = (std::uint64_t{word(extentAt + 8) >> 24U} << 32U) + word(extentAt + 12);
    TRY(const std::vector<std::byte> map, view.read(block * super.blockSize, 16));
    const auto blocks = littleEndian<std::uint64_t>(map, 0);
    const auto freeBlocks = littleEndian<std::uint64_t>(map, 8);
    const std::optional<Bytes> free = amount(freeBlocks, super.blockSize);
    if (freeBlocks > blocks || !free || free->count() > static_cast<std::int64_t>(super.size))
        return fail(ErrorCode::Corrupt, "jfs", "the count of free blocks");
    return *free;
}

}

Result<SuperFacts> readJfsFacts(const RawView &view)
{
    TRY(const JfsSuper super, readJfsSuper(view));
    SuperFacts facts{.size = amount(super.size, 1), .dirt = dirtOf(super.state)};
    if (facts.dirt != Dirt::None || !facts.size)
        return facts;
    TRY(const std::optional<Bytes> free, unlessInDoubt(readFree(view, super)));
    if (free)
        facts.used = *facts.size - *free;
    return facts;
}

}
