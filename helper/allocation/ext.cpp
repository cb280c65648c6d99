// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/bit_runs.h"
#include "helper/allocation/ext_admission.h"
#include "helper/allocation/ext_channel.h"
#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"
#include "helper/probe/super_facts.h"

namespace parterre {

namespace {

std::unexpected<Error> corrupt(const char *what, dgrp_t group)
{
    return fail(ErrorCode::Corrupt, "ext", std::string(what) + " of group " + std::to_string(group));
}

/// Gathers what is in use, group after group. No block is read, nor gathered, that is not within the
/// file system, and that is within the partition.
class ExtMap
{
public:
    ExtMap(ext2_filsys fs, BlockDevice &disk, Extent where)
        : m_fs(fs)
        , m_view(disk, where)
        , m_where(where)
        , m_gatherer(where)
        , m_blockSize(fs->blocksize)
        , m_blocks(ext2fs_blocks_count(fs->super))
    {}

    UsedExtents read();

private:
    [[nodiscard]] bool isWithin(blk64_t first, std::uint64_t count) const;
    void add(blk64_t first, std::uint64_t count);
    Result<> addCopies(dgrp_t group);
    Result<> addTables(dgrp_t group);
    Result<> addBlocks(dgrp_t group);
    [[nodiscard]] bool isUninitialised(dgrp_t group) const;
    [[nodiscard]] std::size_t adjoining(dgrp_t group) const;
    Result<std::span<std::byte>> bitmapOf(dgrp_t group);

    ext2_filsys m_fs;
    RawView m_view;
    Extent m_where;
    ExtentGatherer m_gatherer;
    std::uint64_t m_blockSize;
    std::uint64_t m_blocks;
    std::vector<std::byte> m_bitmaps;  ///< of groups whose bitmaps lie one after the other
    blk64_t m_bitmapsAt = 0;
};

bool ExtMap::isWithin(blk64_t first, std::uint64_t count) const
{
    return first >= m_fs->super->s_first_data_block && first < m_blocks && count <= m_blocks - first;
}

/// Requires that `first` is within the file system, and a count of no more than a group's blocks.
void ExtMap::add(blk64_t first, std::uint64_t count)
{
    m_gatherer.add({.begin = m_where.begin + Bytes(static_cast<std::int64_t>(first * m_blockSize)),
                    .size = Bytes(static_cast<std::int64_t>(std::min<std::uint64_t>(count, m_blocks - first)
                                                            * m_blockSize))});
}

/// The copies of superblock and descriptors, with the room that is reserved for more descriptors.
Result<> ExtMap::addCopies(dgrp_t group)
{
    blk64_t super = 0;
    blk64_t oldDescriptors = 0;
    blk64_t newDescriptors = 0;
    blk_t used = 0;
    CHECK(extOutcome(ext2fs_super_and_bgd_loc2(m_fs, group, &super, &oldDescriptors, &newDescriptors, &used),
                     "ext2fs_super_and_bgd_loc2"));
    // They lie one after the other, in this order, each of them there or not.
    const blk64_t first = super != 0 ? super : oldDescriptors != 0 ? oldDescriptors : newDescriptors;
    if (used != 0 && (first == 0 || !isWithin(first, used)))
        return corrupt("the copies", group);
    if (used != 0)
        add(first, used);
    return {};
}

Result<> ExtMap::addTables(dgrp_t group)
{
    const blk64_t blockBitmap = ext2fs_block_bitmap_loc(m_fs, group);
    const blk64_t inodeBitmap = ext2fs_inode_bitmap_loc(m_fs, group);
    const blk64_t inodes = ext2fs_inode_table_loc(m_fs, group);
    if (!isWithin(blockBitmap, 1) || !isWithin(inodeBitmap, 1)
        || !isWithin(inodes, m_fs->inode_blocks_per_group))
        return corrupt("the tables", group);
    add(blockBitmap, 1);
    add(inodeBitmap, 1);
    add(inodes, m_fs->inode_blocks_per_group);
    return {};
}

/// Nothing in it was ever written to but the tables of the groups, which are all gathered anyway.
bool ExtMap::isUninitialised(dgrp_t group) const
{
    return ext2fs_has_group_desc_csum(m_fs) != 0
        && ext2fs_bg_flags_test(m_fs, group, EXT2_BG_BLOCK_UNINIT) != 0;
}

/// How many bitmaps from this group's on lie one after the other and are worth one reading.
std::size_t ExtMap::adjoining(dgrp_t group) const
{
    constexpr std::uint64_t readingMax = std::uint64_t{1} << 20U;
    const blk64_t first = ext2fs_block_bitmap_loc(m_fs, group);
    std::size_t count = 1;
    while (group + count < m_fs->group_desc_count && (count + 1) * m_blockSize <= readingMax
           && isWithin(first, count + 1)
           && ext2fs_block_bitmap_loc(m_fs, static_cast<dgrp_t>(group + count)) == first + count)
        ++count;
    return count;
}

Result<std::span<std::byte>> ExtMap::bitmapOf(dgrp_t group)
{
    const blk64_t at = ext2fs_block_bitmap_loc(m_fs, group);
    if (at < m_bitmapsAt || at - m_bitmapsAt >= m_bitmaps.size() / m_blockSize) {
        TRY(m_bitmaps, m_view.read(at * m_blockSize, adjoining(group) * m_blockSize));
        m_bitmapsAt = at;
    }
    return std::span(m_bitmaps).subspan(static_cast<std::size_t>((at - m_bitmapsAt) * m_blockSize),
                                        static_cast<std::size_t>(m_blockSize));
}

/// What the bitmap says, which must be what the descriptor counts: file systems without checksums
/// have only that.
Result<> ExtMap::addBlocks(dgrp_t group)
{
    TRY(const std::span<std::byte> bitmap, bitmapOf(group));
    const auto checked = static_cast<int>(m_fs->super->s_clusters_per_group / 8);
    if (ext2fs_block_bitmap_csum_verify(m_fs, group, reinterpret_cast<char *>(bitmap.data()), checked) == 0)
        return corrupt("the checksum of the block bitmap", group);
    const std::uint64_t blocksPerCluster = std::uint64_t{1} << m_fs->cluster_ratio_bits;
    const blk64_t first = ext2fs_group_first_block2(m_fs, group);
    const std::uint64_t blocks = std::min<std::uint64_t>(m_fs->super->s_blocks_per_group, m_blocks - first);
    const std::uint64_t clusters = (blocks + blocksPerCluster - 1) / blocksPerCluster;
    if (countSetBits(bitmap, clusters) + ext2fs_bg_free_blocks_count(m_fs, group) != clusters)
        return corrupt("the count of free blocks", group);
    forEachRun(bitmap, clusters, [&](std::uint64_t begin, std::uint64_t count) {
        add(first + begin * blocksPerCluster, count * blocksPerCluster);
    });
    return {};
}

UsedExtents ExtMap::read()
{
    // Block 0 is before the first group where blocks are 1 KiB, and the boot block in any case.
    add(0, m_fs->super->s_first_data_block + 1U);
    m_gatherer.add(extentBetween(m_where.begin + Bytes(static_cast<std::int64_t>(m_blocks * m_blockSize)),
                                 m_where.end()));
    for (dgrp_t group = 0; group < m_fs->group_desc_count; ++group) {
        if (ext2fs_group_desc_csum_verify(m_fs, group) == 0)
            return corrupt("the checksum of the descriptor", group);
        CHECK(addCopies(group));
        CHECK(addTables(group));
        if (!isUninitialised(group))
            CHECK(addBlocks(group));
    }
    return m_gatherer.finish();
}

}

/// The layout is that of the kernel's Documentation/filesystems/ext4.
UsedExtents readExtAllocation(BlockDevice &disk, Extent where)
{
    CHECK(admitExtSuper(RawView(disk, where)));
    TRY(const ExtSession fs, openExtOn(disk, where));
    CHECK(admitExtUse(fs.get()));
    return ExtMap(fs.get(), disk, where).read();
}

}
