// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/ext_session.h"
#include "helper/files/writers.h"

#include <cstring>
#include <ctime>
#include <string_view>

namespace parterre {

namespace {

/// Inodes and bitmaps, then superblock and descriptors, then fsync: durable when it returns.
Result<> flush(ext2_filsys fs)
{
    CHECK(extOutcome(ext2fs_flush(fs), "ext2fs_flush"));
    return extOutcome(io_channel_flush(fs->io), "io_channel_flush");
}

Result<> admit(ext2_filsys fs)
{
    if (ext2fs_has_feature_journal_needs_recovery(fs->super))
        return fail(ErrorCode::Refused, "ext", "the journal has not been replayed");
    if ((fs->super->s_state & EXT2_ERROR_FS) != 0 || (fs->super->s_state & EXT2_VALID_FS) == 0)
        return fail(ErrorCode::Refused, "ext", "the file system was not unmounted cleanly");
    return {};
}

/// The inode of /name, 0 where there is none; Unsupported where it is not a regular file.
Result<ext2_ino_t> existing(ext2_filsys fs, const std::string &name)
{
    ext2_ino_t number = 0;
    const errcode_t code =
        ext2fs_lookup(fs, EXT2_ROOT_INO, name.c_str(), static_cast<int>(name.size()), nullptr, &number);
    if (code == EXT2_ET_FILE_NOT_FOUND)
        return 0;
    CHECK(extOutcome(code, "ext2fs_lookup"));
    ext2_inode inode{};
    CHECK(extOutcome(ext2fs_read_inode(fs, number, &inode), "ext2fs_read_inode"));
    if (!LINUX_S_ISREG(inode.i_mode))
        return fail(ErrorCode::Unsupported, "/" + name, "not a regular file");
    return number;
}

/// An empty regular file that no folder names yet.
Result<ext2_ino_t> makeInode(ext2_filsys fs)
{
    ext2_ino_t number = 0;
    CHECK(extOutcome(ext2fs_new_inode(fs, EXT2_ROOT_INO, LINUX_S_IFREG | 0644, nullptr, &number),
                     "ext2fs_new_inode"));
    ext2_inode inode{};
    inode.i_mode = LINUX_S_IFREG | 0644;
    inode.i_links_count = 1;
    inode.i_atime = inode.i_ctime = inode.i_mtime = static_cast<__u32>(std::time(nullptr));
    if (ext2fs_has_feature_extents(fs->super)) {
        ext2_extent_handle_t handle = nullptr;
        CHECK(extOutcome(ext2fs_extent_open2(fs, number, &inode, &handle), "ext2fs_extent_open2"));
        ext2fs_extent_free(handle);
    }
    CHECK(extOutcome(ext2fs_write_new_inode(fs, number, &inode), "ext2fs_write_new_inode"));
    ext2fs_inode_alloc_stats2(fs, number, +1, 0);
    return number;
}

Result<> fill(ext2_filsys fs, ext2_ino_t number, std::string_view text)
{
    ext2_file_t file = nullptr;
    CHECK(extOutcome(ext2fs_file_open(fs, number, EXT2_FILE_WRITE, &file), "ext2fs_file_open"));
    unsigned written = 0;
    const errcode_t wrote =
        ext2fs_file_write(file, text.data(), static_cast<unsigned>(text.size()), &written);
    const errcode_t closed = ext2fs_file_close(file);
    CHECK(extOutcome(wrote, "ext2fs_file_write"));
    CHECK(extOutcome(closed, "ext2fs_file_close"));
    return written == text.size() ? Result<>() : fail(ErrorCode::Io, "ext", "short write");
}

struct Swap
{
    std::string_view name;
    ext2_ino_t number;
    bool isDone;
};

/// Makes the entry of this name lead to another inode: one write of one block.
int swapEntry(ext2_dir_entry *entry, int, int, char *, void *data)
{
    Swap &swap = *static_cast<Swap *>(data);
    const std::string_view name(entry->name, static_cast<std::size_t>(ext2fs_dirent_name_len(entry)));
    if (entry->inode == 0 || name != swap.name)
        return 0;
    entry->inode = swap.number;
    swap.isDone = true;
    return DIRENT_CHANGED | DIRENT_ABORT;
}

Result<> replaceEntry(ext2_filsys fs, const std::string &name, ext2_ino_t number)
{
    Swap swap{.name = name, .number = number, .isDone = false};
    CHECK(extOutcome(ext2fs_dir_iterate(fs, EXT2_ROOT_INO, 0, nullptr, swapEntry, &swap),
                     "ext2fs_dir_iterate"));
    return swap.isDone ? Result<>() : fail(ErrorCode::Corrupt, "/" + name, "the folder entry is not there");
}

Result<> addEntry(ext2_filsys fs, const std::string &name, ext2_ino_t number)
{
    errcode_t code = ext2fs_link(fs, EXT2_ROOT_INO, name.c_str(), number, EXT2_FT_REG_FILE);
    if (code == EXT2_ET_DIR_NO_SPACE) {
        CHECK(extOutcome(ext2fs_expand_dir(fs, EXT2_ROOT_INO), "ext2fs_expand_dir"));
        code = ext2fs_link(fs, EXT2_ROOT_INO, name.c_str(), number, EXT2_FT_REG_FILE);
    }
    return extOutcome(code, "ext2fs_link");
}

/// Takes one name from the inode, and all it has with the last.
Result<> release(ext2_filsys fs, ext2_ino_t number)
{
    ext2_inode inode{};
    CHECK(extOutcome(ext2fs_read_inode(fs, number, &inode), "ext2fs_read_inode"));
    if (inode.i_links_count > 1) {
        --inode.i_links_count;
        return extOutcome(ext2fs_write_inode(fs, number, &inode), "ext2fs_write_inode");
    }
    if (ext2fs_inode_has_valid_blocks2(fs, &inode))
        CHECK(extOutcome(ext2fs_punch(fs, number, &inode, nullptr, 0, ~blk64_t{0}), "ext2fs_punch"));
    if (ext2fs_file_acl_block(fs, &inode) != 0)
        CHECK(extOutcome(ext2fs_free_ext_attr(fs, number, nullptr), "ext2fs_free_ext_attr"));
    CHECK(extOutcome(ext2fs_read_inode(fs, number, &inode), "ext2fs_read_inode"));
    inode.i_links_count = 0;
    inode.i_dtime = static_cast<__u32>(std::time(nullptr));
    CHECK(extOutcome(ext2fs_write_inode(fs, number, &inode), "ext2fs_write_inode"));
    ext2fs_inode_alloc_stats2(fs, number, -1, 0);
    return {};
}

/// The name goes first: a power cut at any time leaves the file, or none and an inode to free.
Result<> remove(ext2_filsys fs, const std::string &name, ext2_ino_t number)
{
    if (number == 0)
        return {};
    CHECK(extOutcome(ext2fs_unlink(fs, EXT2_ROOT_INO, name.c_str(), number, 0), "ext2fs_unlink"));
    CHECK(flush(fs));
    CHECK(release(fs, number));
    return flush(fs);
}

}

/// The new file is whole and durable before the name leads to it, and the old one is freed only
/// after: a power cut at any time leaves one of the two, and for e2fsck at worst an inode to free and
/// the checksum of a block, perhaps the superblock, that was torn between two of its sectors.
Result<> writeExt(const Writing &writing, const std::string &window)
{
    TRY(const ExtSession fs, openExt(window, EXT2_FLAG_RW));
    CHECK(admit(fs.get()));
    // With this copy libext2fs would write the superblock a few bytes at a time, without it at once.
    ext2fs_free_mem(static_cast<void *>(&fs->orig_super));
    TRY(const ext2_ino_t old, existing(fs.get(), writing.name));
    CHECK(extOutcome(ext2fs_read_bitmaps(fs.get()), "ext2fs_read_bitmaps"));
    if (!writing.text)
        return remove(fs.get(), writing.name, old);
    TRY(const ext2_ino_t made, makeInode(fs.get()));
    CHECK(fill(fs.get(), made, *writing.text));
    CHECK(flush(fs.get()));
    CHECK(old == 0 ? addEntry(fs.get(), writing.name, made) : replaceEntry(fs.get(), writing.name, made));
    CHECK(flush(fs.get()));
    if (old == 0)
        return {};
    CHECK(release(fs.get(), old));
    return flush(fs.get());
}

}
