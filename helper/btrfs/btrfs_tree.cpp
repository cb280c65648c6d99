// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/btrfs/btrfs_tree.h"

#include "helper/btrfs/btrfs_checksum.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace parterre {

namespace {

using Block = std::vector<std::byte>;

constexpr std::size_t headSize = BtrfsLeaf::headSize;
constexpr std::size_t itemSize = BtrfsLeaf::entrySize;
constexpr std::size_t pointerSize = 33;
constexpr std::size_t batchSize = std::size_t{1} << 20U;
constexpr std::uint64_t deviceObject = 1;
constexpr std::uint8_t deviceItem = 216;
constexpr std::uint8_t levelMax = 7;
constexpr std::uint64_t gapMax = std::uint64_t{64} << 10U;  // read through, not around

/// What a parent says about a block.
struct Pointer
{
    std::optional<BtrfsKey> first;  ///< the root's is not known
    std::uint64_t logical = 0;
    std::uint64_t generation = 0;
};

class Walk
{
public:
    using Visit = std::function<Result<>(const BtrfsItem &)>;

    Walk(const BtrfsVolume &volume, std::uint64_t owner, const BtrfsRange &range, const Visit &visit)
        : m_volume(volume)
        , m_owner(owner)
        , m_range(range)
        , m_visit(visit)
    {}

    /// All of `pointers` stand in one block (or are the root) and lead to blocks of `level`.
    Result<> visitAll(std::span<const Pointer> pointers, std::uint8_t level)
    {
        const std::size_t together = batchSize / m_volume.super.nodeSize;
        while (!pointers.empty()) {
            const std::span<const Pointer> batch = pointers.first(std::min(together, pointers.size()));
            TRY(const std::vector<Block> blocks, readTogether(batch));
            for (std::size_t i = 0; i < batch.size(); ++i) {
                CHECK(checkHead(blocks[i], batch[i], level));
                CHECK(level == 0 ? visitLeaf(blocks[i]) : visitNode(blocks[i], level));
            }
            pointers = pointers.subspan(batch.size());
        }
        return {};
    }

private:
    Result<std::vector<std::uint64_t>> placesOf(std::span<const Pointer> pointers) const
    {
        std::vector<std::uint64_t> places;
        for (const Pointer &pointer : pointers) {
            TRY(const std::vector<std::uint64_t> copies, btrfsPlacesOf(m_volume, pointer.logical));
            places.push_back(copies.front());
        }
        return places;
    }

    /// The blocks in the order of `pointers`; what lies near each other is read at once.
    Result<std::vector<Block>> readTogether(std::span<const Pointer> pointers) const
    {
        const std::size_t size = m_volume.super.nodeSize;
        TRY(const std::vector<std::uint64_t> places, placesOf(pointers));
        std::vector<std::size_t> order(pointers.size());
        std::ranges::iota(order, std::size_t{0});
        std::ranges::sort(order, {}, [&](std::size_t i) { return places[i]; });
        std::vector<Block> blocks(pointers.size());
        for (std::size_t from = 0; from < order.size();) {
            const std::uint64_t begin = places[order[from]];
            std::size_t to = from + 1;
            while (to < order.size() && places[order[to]] - places[order[to - 1]] <= size + gapMax
                   && places[order[to]] + size - begin <= batchSize)
                ++to;
            TRY(const Block run, m_volume.view.read(begin, places[order[to - 1]] + size - begin));
            for (; from < to; ++from) {
                const auto own = std::span(run).subspan(places[order[from]] - begin, size);
                blocks[order[from]].assign(own.begin(), own.end());
            }
        }
        return blocks;
    }

    Result<> checkHead(const Block &block, const Pointer &pointer, std::uint8_t level) const
    {
        CHECK(checkBtrfsBlock(m_volume, block, pointer.logical));
        if (littleEndian<std::uint64_t>(block, 80) != pointer.generation
            || littleEndian<std::uint64_t>(block, 88) != m_owner
            || littleEndian<std::uint8_t>(block, 100) != level) {
            return fail(ErrorCode::Corrupt, {}, "btrfs tree block is another one");
        }
        const std::size_t items = littleEndian<std::uint32_t>(block, 96);
        const std::size_t each = level == 0 ? itemSize : pointerSize;
        if (items == 0 || items > (block.size() - headSize) / each)
            return fail(ErrorCode::Corrupt, {}, "btrfs tree block size");
        if (pointer.first && *pointer.first != BtrfsKey::at(block, headSize))
            return fail(ErrorCode::Corrupt, {}, "btrfs tree block's first key");
        return {};
    }

    Result<> visitNode(const Block &block, std::uint8_t level)
    {
        const std::size_t count = littleEndian<std::uint32_t>(block, 96);
        std::vector<Pointer> children;
        BtrfsKey before;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = headSize + i * pointerSize;
            const BtrfsKey key = BtrfsKey::at(block, at);
            if (i > 0 && key <= before)
                return fail(ErrorCode::Corrupt, {}, "btrfs key order");
            before = key;
            if (key > m_range.last)
                break;
            if (key <= m_range.first)
                children.clear();
            children.push_back({.first = key,
                                .logical = littleEndian<std::uint64_t>(block, at + 17),
                                .generation = littleEndian<std::uint64_t>(block, at + 25)});
        }
        return visitAll(children, static_cast<std::uint8_t>(level - 1));
    }

    Result<> visitLeaf(const Block &block)
    {
        const std::size_t count = littleEndian<std::uint32_t>(block, 96);
        std::uint64_t end = block.size() - headSize;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = headSize + i * itemSize;
            const BtrfsKey key = BtrfsKey::at(block, at);
            const std::uint64_t begin = littleEndian<std::uint32_t>(block, at + 17);
            const std::uint64_t size = littleEndian<std::uint32_t>(block, at + 21);
            if (m_last && key <= *m_last)
                return fail(ErrorCode::Corrupt, {}, "btrfs key order");
            if (begin < count * itemSize || begin + size != end)
                return fail(ErrorCode::Corrupt, {}, "btrfs item bounds");
            m_last = key;
            end = begin;
            if (key >= m_range.first && key <= m_range.last)
                CHECK(m_visit({.key = key,
                               .data = std::span(block).subspan(headSize + begin, size),
                               .leaf = littleEndian<std::uint64_t>(block, 48),
                               .at = static_cast<std::size_t>(headSize + begin)}));
        }
        return {};
    }

    const BtrfsVolume &m_volume;
    std::uint64_t m_owner;
    const BtrfsRange &m_range;
    const Visit &m_visit;
    std::optional<BtrfsKey> m_last;  ///< of all leaves so far
};

}

Result<std::vector<std::uint64_t>> btrfsPlacesOf(const BtrfsVolume &volume, std::uint64_t logical)
{
    const BtrfsChunk *chunk = volume.chunks.holding(logical, volume.super.nodeSize);
    if (chunk == nullptr || logical % volume.super.sectorSize != 0)
        return fail(ErrorCode::Corrupt, {}, "btrfs tree block outside of the chunks");
    std::vector<std::uint64_t> places;
    for (std::size_t i = 0; i < chunk->copies; ++i)
        places.push_back(chunk->at[i] + (logical - chunk->logical));
    return places;
}

Result<> checkBtrfsBlock(const BtrfsVolume &volume, std::span<const std::byte> block, std::uint64_t logical)
{
    CHECK(checkBtrfsChecksum(volume.super.checksumKind, block));
    if (btrfsUuidAt(block, 32) != volume.super.treeUuid || littleEndian<std::uint64_t>(block, 48) != logical)
        return fail(ErrorCode::Corrupt, {}, "btrfs tree block is another one");
    return {};
}

Result<> walkBtrfsTree(const BtrfsVolume &volume, const BtrfsRoot &root, const BtrfsRange &range,
                       const std::function<Result<>(const BtrfsItem &)> &visit)
{
    const Pointer pointer{.first = {}, .logical = root.logical, .generation = root.generation};
    return Walk(volume, root.owner, range, visit).visitAll(std::span(&pointer, 1), root.level);
}

Result<BtrfsRoot> findBtrfsTree(const BtrfsVolume &volume, std::uint64_t number)
{
    const BtrfsKey key{.object = number, .type = BtrfsRootItem::type, .offset = 0};
    BtrfsRoot root;
    CHECK(walkBtrfsTree(volume, volume.super.rootTree, {.first = key, .last = key},
                        [&](const BtrfsItem &item) -> Result<> {
                            if (item.data.size() < BtrfsRootItem::sizeMin)
                                return fail(ErrorCode::Corrupt, {}, "btrfs root item");
                            root = {.owner = number,
                                    .logical = littleEndian<std::uint64_t>(item.data, 176),
                                    .generation = littleEndian<std::uint64_t>(item.data, 160),
                                    .level = littleEndian<std::uint8_t>(item.data, 238)};
                            return {};
                        }));
    if (root.owner != number || root.level > levelMax)
        return fail(ErrorCode::Corrupt, {}, "btrfs tree is missing");
    return root;
}

Result<BtrfsChunks> readBtrfsChunks(const RawView &view, const BtrfsSuper &super)
{
    TRY(const BtrfsChunks system, BtrfsChunks::inSuper(super));
    BtrfsChunks chunks;
    CHECK(walkBtrfsTree({view, super, system}, super.chunkTree, {}, [&](const BtrfsItem &item) -> Result<> {
        if (item.key.type == BtrfsChunks::itemType)
            return chunks.add(super, item.key, item.data);
        if (item.key != BtrfsKey{.object = deviceObject, .type = deviceItem, .offset = super.deviceId})
            return fail(ErrorCode::Unsupported, {}, "btrfs of several devices");
        return {};
    }));
    if (!chunks.includes(system))
        return fail(ErrorCode::Corrupt, {}, "btrfs system chunks");
    return chunks;
}

}
