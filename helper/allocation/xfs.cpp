// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"
#include "helper/allocation/xfs_free_tree.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint16_t versionShared = 0x0200;
constexpr std::uint16_t versionMoreBits = 0x8000;
constexpr std::uint32_t lazyCounters = 0x2;
constexpr std::uint32_t checksums = 0x100;
/// Lazy counters, attributes 2, parents, project identifiers, checksums, file types.
constexpr std::uint32_t knownFeatures2 = 0x39A;
/// Free inode tree, reverse mappings, shared blocks, counted inode trees.
constexpr std::uint32_t knownReadOnly = 0xF;
/// All up to the folder of metadata. Not known: zones (0x200) and their gaps (0x400).
constexpr std::uint32_t knownIncompat = 0x1FF;
constexpr std::uint64_t groupBlocksMin = 64;

/// Unknown features of any sort but the compatible ones may keep free blocks elsewhere.
Result<> checkFeatures(const XfsSuper &super)
{
    const unsigned number = super.version & 0xFU;
    const std::uint32_t features2 = (super.version & versionMoreBits) != 0 ? super.features2 : 0;
    if ((number != 4 && number != 5) || (super.version & versionShared) != 0
        || (features2 & ~knownFeatures2) != 0 || (super.readOnlyFeatures & ~knownReadOnly) != 0
        || (super.incompatFeatures & ~knownIncompat) != 0
        || super.hasChecksums() != ((features2 & checksums) != 0)) {
        return fail(ErrorCode::Unsupported, "XFS", "features");
    }
    if (super.realtimeBlocks != 0)
        return fail(ErrorCode::Unsupported, "XFS", "realtime device");
    if (!super.logBlock)
        return fail(ErrorCode::Unsupported, "XFS", "log on another device");
    if (super.needsRepair() || super.isBeingMade)
        return fail(ErrorCode::Refused, "XFS", "needs repair");
    return {};
}

Result<> checkSizes(const XfsSuper &super, const RawView &view)
{
    const std::optional<Bytes> size = amount(super.blocks, super.blockSize);
    if (!size || static_cast<std::uint64_t>(size->count()) > view.size())
        return fail(ErrorCode::Corrupt, "XFS", "size");
    // No product overflows: groups and their blocks have 32 bits each.
    const bool isRight = super.groupBlocks >= groupBlocksMin && super.groups > 0
        && (super.groups - 1) * super.groupBlocks < super.blocks
        && super.blocks <= super.groups * super.groupBlocks;
    if (!isRight)
        return fail(ErrorCode::Corrupt, "XFS", "groups");
    if (*super.logBlock >= super.blocks || super.logBlocks == 0
        || super.logBlocks > super.blocks - *super.logBlock) {
        return fail(ErrorCode::Corrupt, "XFS", "log");
    }
    return {};
}

Result<XfsSuper> readCleanSuper(const RawView &view)
{
    TRY(XfsSuper super, readXfsSuper(view));
    CHECK(checkFeatures(super));
    CHECK(checkSizes(super, view));
    TRY(const XfsLogState log, readXfsLog(view, super));
    if (log != XfsLogState::Unmounted)
        return fail(ErrorCode::Refused, "XFS", "log was not ended by an unmount");
    return super;
}

/// Everything is used but what the trees call free.
class Map
{
public:
    Map(BlockDevice &disk, Extent where, const XfsSuper &super)
        : m_view(disk, where)
        , m_where(where)
        , m_super(super)
        , m_used(where)
    {}

    Result<> addGroup(std::uint32_t number)
    {
        TRY(const XfsGroup group, readXfsGroup(m_view, m_super, number));
        std::uint64_t total = 0;
        std::uint32_t longest = 0;
        CHECK(walkXfsFreeTree(m_view, m_super, group, [&](std::uint32_t begin, std::uint32_t count) {
            total += count;
            longest = std::max(longest, count);
            return leaveOut(group, begin, count);
        }));
        if (total != group.freeBlocks || longest != group.longest)
            return fail(ErrorCode::Corrupt, "XFS", "free blocks of a group");
        m_free += total + group.listed.size();
        m_treeBlocks += group.treeBlocks;
        return {};
    }

    UsedExtents finish()
    {
        // With lazy counters, what the trees could give back counts as free.
        const bool isLazy = (m_super.features2 & lazyCounters) != 0;
        if (m_free + (isLazy ? m_treeBlocks : 0) != m_super.freeBlocks)
            return fail(ErrorCode::Corrupt, "XFS", "free blocks");
        m_used.add(extentBetween(m_usedFrom, m_where.end()));
        return m_used.finish();
    }

private:
    Result<> leaveOut(const XfsGroup &group, std::uint32_t begin, std::uint32_t count)
    {
        const auto listed = std::ranges::lower_bound(group.listed, begin);
        const std::uint64_t block = group.number * m_super.groupBlocks + begin;
        const bool isInLog =
            block < *m_super.logBlock + m_super.logBlocks && *m_super.logBlock < block + count;
        if ((listed != group.listed.end() && *listed - begin < count) || isInLog)
            return fail(ErrorCode::Corrupt, "XFS", "free blocks in use");
        m_used.add(extentBetween(m_usedFrom, place(block)));
        m_usedFrom = place(block + count);
        return {};
    }

    /// Groups and blocks have been checked to lie in the view.
    [[nodiscard]] Offset place(std::uint64_t block) const
    {
        return m_where.begin + Bytes(static_cast<std::int64_t>(block * m_super.blockSize));
    }

    RawView m_view;
    Extent m_where;
    const XfsSuper &m_super;
    ExtentGatherer m_used;
    Offset m_usedFrom = m_where.begin;
    std::uint64_t m_free = 0;
    std::uint64_t m_treeBlocks = 0;
};

}

/// The blocks that the groups keep apart for their trees count as used, though they hold nothing.
UsedExtents readXfsAllocation(BlockDevice &disk, Extent where)
{
    TRY(const XfsSuper super, readCleanSuper(RawView(disk, where)));
    Map map(disk, where, super);
    for (std::uint32_t group = 0; group < super.groups; ++group)
        CHECK(map.addGroup(group));
    return map.finish();
}

}
