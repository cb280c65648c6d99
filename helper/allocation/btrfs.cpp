// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"
#include "helper/btrfs/btrfs_tree.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t extentTreeNumber = 2;
constexpr std::uint8_t extentItem = 168;
constexpr std::uint8_t metadataItem = 169;
constexpr std::size_t extentItemMin = 24;

/// Owner, references to and from, and block groups: what stands beside the extents.
constexpr std::array<std::uint8_t, 6> besides{172, 176, 178, 182, 184, 192};

/// Logical extents, ascending, to be gathered as their copies on the disk.
class Map
{
public:
    Map(Extent where, const BtrfsVolume &volume)
        : m_where(where)
        , m_volume(volume)
        , m_used(where)
    {
        addPhysical(0, BtrfsSuper::reserved);
        for (const std::uint64_t place : BtrfsSuper::places) {
            if (place < volume.super.size)
                addPhysical(place,
                            std::min<std::uint64_t>(BtrfsSuper::recordSize, volume.super.size - place));
        }
        addPhysical(volume.super.size, volume.view.size() - volume.super.size);
    }

    Result<> add(const BtrfsItem &item)
    {
        if (std::ranges::contains(besides, item.key.type))
            return {};
        if (item.key.type != extentItem && item.key.type != metadataItem)
            return fail(ErrorCode::Unsupported, {}, "btrfs item in the extent tree");
        if (item.data.size() < extentItemMin)
            return fail(ErrorCode::Unsupported, {}, "btrfs extent item of the first version");
        return addLogical(item.key.object,
                          item.key.type == metadataItem ? m_volume.super.nodeSize : item.key.offset);
    }

    UsedExtents finish()
    {
        if (m_sum != m_volume.super.used)
            return fail(ErrorCode::Corrupt, {}, "btrfs sum of the extents");
        flush();
        return m_used.finish();
    }

private:
    Result<> addLogical(std::uint64_t logical, std::uint64_t size)
    {
        const BtrfsChunk *chunk = size > 0 ? m_volume.chunks.holding(logical, size) : nullptr;
        if (chunk == nullptr || (logical | size) % m_volume.super.sectorSize != 0 || logical < m_end)
            return fail(ErrorCode::Corrupt, {}, "btrfs extent");
        if (chunk != m_chunk || logical != m_end) {
            flush();
            m_chunk = chunk;
            m_begin = logical;
        }
        m_end = logical + size;
        m_sum += size;
        return {};
    }

    /// Neighbours go together, so that copies far from each other do not make many of one.
    void flush()
    {
        if (m_chunk == nullptr)
            return;
        for (std::size_t i = 0; i < m_chunk->copies; ++i)
            addPhysical(m_chunk->at[i] + (m_begin - m_chunk->logical), m_end - m_begin);
    }

    /// Both have been checked to lie in the view.
    void addPhysical(std::uint64_t at, std::uint64_t size)
    {
        m_used.add({.begin = m_where.begin + Bytes(static_cast<std::int64_t>(at)),
                    .size = Bytes(static_cast<std::int64_t>(size))});
    }

    Extent m_where;
    const BtrfsVolume &m_volume;
    ExtentGatherer m_used;
    const BtrfsChunk *m_chunk = nullptr;  ///< of the run that is not gathered yet
    std::uint64_t m_begin = 0;
    std::uint64_t m_end = 0;
    std::uint64_t m_sum = 0;
};

}

/// The extent tree has every block of every tree but the tree log's, which readBtrfsSuper() refuses:
/// those of a balance that was paused too, of subvolumes that are being deleted, and of the first
/// version of the space cache. What was freed by the last commit is not in it and is not needed.
UsedExtents readBtrfsAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const BtrfsSuper super, readBtrfsSuper(view));
    TRY(const BtrfsChunks chunks, readBtrfsChunks(view, super));
    const BtrfsVolume volume{.view = view, .super = super, .chunks = chunks};
    TRY(const BtrfsRoot extents, findBtrfsTree(volume, extentTreeNumber));
    Map map(where, volume);
    CHECK(walkBtrfsTree(volume, extents, {}, [&](const BtrfsItem &item) { return map.add(item); }));
    return map.finish();
}

}
