// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/ext_admission.h"

namespace parterre {

namespace {

// Fields of the superblock, ext4's Documentation/filesystems/ext4/super.rst.
constexpr std::uint64_t superblockAt = 1024;
constexpr std::size_t superblockSize = 1024;
constexpr std::uint16_t magic = 0xEF53;
constexpr std::uint64_t descriptorsMax = std::uint64_t{32} << 20U;

// All that change neither what the bitmaps mean nor what lies outside of them.
constexpr std::uint32_t compatible = EXT2_FEATURE_COMPAT_DIR_PREALLOC | EXT2_FEATURE_COMPAT_IMAGIC_INODES
    | EXT3_FEATURE_COMPAT_HAS_JOURNAL | EXT2_FEATURE_COMPAT_EXT_ATTR | EXT2_FEATURE_COMPAT_RESIZE_INODE
    | EXT2_FEATURE_COMPAT_DIR_INDEX | EXT4_FEATURE_COMPAT_SPARSE_SUPER2 | EXT4_FEATURE_COMPAT_FAST_COMMIT
    | EXT4_FEATURE_COMPAT_STABLE_INODES | EXT4_FEATURE_COMPAT_ORPHAN_FILE;
constexpr std::uint32_t incompatible = EXT2_FEATURE_INCOMPAT_FILETYPE | EXT3_FEATURE_INCOMPAT_RECOVER
    | EXT2_FEATURE_INCOMPAT_META_BG | EXT3_FEATURE_INCOMPAT_EXTENTS | EXT4_FEATURE_INCOMPAT_64BIT
    | EXT4_FEATURE_INCOMPAT_MMP | EXT4_FEATURE_INCOMPAT_FLEX_BG | EXT4_FEATURE_INCOMPAT_EA_INODE
    | EXT4_FEATURE_INCOMPAT_CSUM_SEED | EXT4_FEATURE_INCOMPAT_LARGEDIR | EXT4_FEATURE_INCOMPAT_INLINE_DATA
    | EXT4_FEATURE_INCOMPAT_ENCRYPT | EXT4_FEATURE_INCOMPAT_CASEFOLD;
constexpr std::uint32_t readOnlyCompatible = EXT2_FEATURE_RO_COMPAT_SPARSE_SUPER
    | EXT2_FEATURE_RO_COMPAT_LARGE_FILE | EXT4_FEATURE_RO_COMPAT_HUGE_FILE | EXT4_FEATURE_RO_COMPAT_GDT_CSUM
    | EXT4_FEATURE_RO_COMPAT_DIR_NLINK | EXT4_FEATURE_RO_COMPAT_EXTRA_ISIZE | EXT4_FEATURE_RO_COMPAT_QUOTA
    | EXT4_FEATURE_RO_COMPAT_BIGALLOC | EXT4_FEATURE_RO_COMPAT_METADATA_CSUM | EXT4_FEATURE_RO_COMPAT_READONLY
    | EXT4_FEATURE_RO_COMPAT_PROJECT | EXT4_FEATURE_RO_COMPAT_SHARED_BLOCKS | EXT4_FEATURE_RO_COMPAT_VERITY
    | EXT4_FEATURE_RO_COMPAT_ORPHAN_PRESENT;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "ext", what);
}

std::unexpected<Error> refused(const char *why)
{
    return fail(ErrorCode::Refused, "ext", why);
}

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "ext", what);
}

/// libext2fs takes memory for all descriptors before it looks at them.
Result<> admitGeometry(std::span<const std::byte> raw, std::uint64_t size)
{
    const auto word = [&](std::size_t at) { return littleEndian<std::uint32_t>(raw, at); };
    const std::uint32_t logBlock = word(24);
    const std::uint32_t logCluster = word(28);
    if (logBlock > 6 || logCluster < logBlock || logCluster > logBlock + 20)
        return corrupt("the block size");
    const bool isWide = (word(96) & EXT4_FEATURE_INCOMPAT_64BIT) != 0;
    const bool isClustered = (word(100) & EXT4_FEATURE_RO_COMPAT_BIGALLOC) != 0;
    const std::uint64_t blockSize = std::uint64_t{1024} << logBlock;
    const std::uint64_t blocks = (std::uint64_t{isWide ? word(336) : 0} << 32U) | word(4);
    const std::uint64_t first = word(20);
    if (first > 1 || blocks <= first || blocks > size / blockSize)
        return corrupt("it does not end within the partition");
    const std::uint64_t blocksPerGroup = word(32);
    const std::uint64_t clustersPerGroup = isClustered ? word(36) : blocksPerGroup;
    const std::uint64_t ratio = isClustered ? logCluster - logBlock : 0;
    if (blocksPerGroup == 0 || clustersPerGroup % 8 != 0 || clustersPerGroup > 8 * blockSize
        || clustersPerGroup << ratio != blocksPerGroup)
        return corrupt("the size of the groups");
    const std::uint64_t groups = (blocks - first + blocksPerGroup - 1) / blocksPerGroup;
    const std::uint64_t descriptorSize = isWide ? littleEndian<std::uint16_t>(raw, 254) : 32;
    if (!isPowerBetween(descriptorSize, isWide ? 64 : 32, 1024))
        return corrupt("the size of the descriptors");
    return groups > descriptorsMax / descriptorSize ? unsupported("it has too many groups") : Result<>();
}

Result<std::vector<std::byte>> readBlock(ext2_filsys fs, blk64_t block)
{
    std::vector<std::byte> bytes(fs->blocksize);
    if (block == 0 || block >= ext2fs_blocks_count(fs->super))
        return corrupt("a block outside of it");
    CHECK(extOutcome(io_channel_read_blk64(fs->io, block, 1, bytes.data()), "io_channel_read_blk64"));
    return bytes;
}

/// Multiple mount protection, Documentation/filesystems/ext4/mmp.rst.
Result<> admitHost(ext2_filsys fs)
{
    if (!ext2fs_has_feature_mmp(fs->super))
        return {};
    TRY(const std::vector<std::byte> bytes, readBlock(fs, fs->super->s_mmp_block));
    mmp_struct block{};
    std::memcpy(&block, bytes.data(), sizeof block);
    if (littleEndian<std::uint32_t>(bytes, 0) != EXT4_MMP_MAGIC || ext2fs_mmp_csum_verify(fs, &block) == 0)
        return corrupt("the block of the multiple mount protection");
    return littleEndian<std::uint32_t>(bytes, 4) == EXT4_MMP_SEQ_CLEAN ? Result<>()
                                                                       : refused("another host holds it");
}

/// Where the mark in the superblock is missing, the kernel throws the journal away, and e2fsck may
/// replay it: there must be nothing in it. Documentation/filesystems/ext4/journal.rst.
Result<> admitJournal(ext2_filsys fs)
{
    if (!ext2fs_has_feature_journal(fs->super))
        return {};
    const ext2_ino_t number = fs->super->s_journal_inum;
    if (number == 0)
        return unsupported("the journal is on another device");
    blk64_t block = 0;
    CHECK(extOutcome(ext2fs_bmap2(fs, number, nullptr, nullptr, 0, 0, nullptr, &block), "ext2fs_bmap2"));
    TRY(const std::vector<std::byte> bytes, readBlock(fs, block));
    if (bigEndian<std::uint32_t>(bytes, 0) != 0xC03B3998)
        return corrupt("the head of the journal");
    return bigEndian<std::uint32_t>(bytes, 28) == 0 ? Result<>() : refused("the journal is not empty");
}

}

Result<> admitExtSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    if (littleEndian<std::uint16_t>(raw, 56) != magic)
        return corrupt("there is no superblock");
    const bool isKnown = (littleEndian<std::uint32_t>(raw, 92) & ~compatible) == 0
        && (littleEndian<std::uint32_t>(raw, 96) & ~incompatible) == 0
        && (littleEndian<std::uint32_t>(raw, 100) & ~readOnlyCompatible) == 0;
    if (!isKnown)
        return unsupported("it has features that are not known");
    return admitGeometry(raw, view.size());
}

Result<> admitExtUse(ext2_filsys fs)
{
    if ((fs->super->s_state & EXT2_ERROR_FS) != 0)
        return refused("the file system is marked as damaged");
    if (ext2fs_has_feature_journal_needs_recovery(fs->super))
        return refused("the journal has not been replayed");
    if ((fs->super->s_state & EXT2_VALID_FS) == 0)
        return refused("the file system was not unmounted cleanly");
    const bool hasOrphans = ext2fs_has_feature_orphan_present(fs->super)
        || (fs->super->s_state & EXT3_ORPHAN_FS) != 0 || fs->super->s_last_orphan != 0;
    if (hasOrphans)
        return refused("it has orphans, to be freed when it is mounted");
    CHECK(admitHost(fs));
    return admitJournal(fs);
}

}
