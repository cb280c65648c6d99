// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/ext_session.h"
#include "helper/files/readers.h"
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

/// The inode of what a folder calls `name`, 0 where there is none.
Result<ext2_ino_t> lookUp(ext2_filsys fs, ext2_ino_t folder, const std::string &name)
{
    ext2_ino_t number = 0;
    const errcode_t code =
        ext2fs_lookup(fs, folder, name.c_str(), static_cast<int>(name.size()), nullptr, &number);
    if (code == EXT2_ET_FILE_NOT_FOUND)
        return 0;
    CHECK(extOutcome(code, "ext2fs_lookup"));
    return number;
}

/// Where an entry is, or shall be.
struct Place
{
    ext2_ino_t folder = EXT2_ROOT_INO;
    std::string name;
};

/// Unsupported where something on the way is no folder.
Result<Place> placeOf(ext2_filsys fs, const std::string &path)
{
    const std::vector<std::string> names = pathComponents(path);
    Place place{.folder = EXT2_ROOT_INO, .name = names.back()};
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        TRY(place.folder, lookUp(fs, place.folder, names[i]));
        ext2_inode inode{};
        if (place.folder != 0)
            CHECK(extOutcome(ext2fs_read_inode(fs, place.folder, &inode), "ext2fs_read_inode"));
        if (!LINUX_S_ISDIR(inode.i_mode))
            return fail(ErrorCode::Unsupported, path, "the folder is none, or is behind a symbolic link");
    }
    return place;
}

/// The inode of a file, 0 where there is none; Unsupported where it is not a regular file.
Result<ext2_ino_t> existing(ext2_filsys fs, const Place &place)
{
    TRY(const ext2_ino_t number, lookUp(fs, place.folder, place.name));
    ext2_inode inode{};
    if (number != 0)
        CHECK(extOutcome(ext2fs_read_inode(fs, number, &inode), "ext2fs_read_inode"));
    if (number != 0 && !LINUX_S_ISREG(inode.i_mode))
        return fail(ErrorCode::Unsupported, place.name, "not a regular file");
    return number;
}

/// Mode, owner and what chattr(1) sets.
void dress(ext2_inode &inode, const ext2_inode &like)
{
    constexpr __u32 flags = EXT2_IMMUTABLE_FL | EXT2_APPEND_FL | EXT2_NODUMP_FL | EXT2_NOATIME_FL;
    inode.i_mode = like.i_mode;
    inode.i_uid = like.i_uid;
    inode.i_gid = like.i_gid;
    inode.osd2.linux2.l_i_uid_high = like.osd2.linux2.l_i_uid_high;
    inode.osd2.linux2.l_i_gid_high = like.osd2.linux2.l_i_gid_high;
    inode.i_flags |= like.i_flags & flags;
}

/// An empty regular file that no folder names yet, like the inode `like` if that is not 0.
Result<ext2_ino_t> makeInode(ext2_filsys fs, ext2_ino_t folder, ext2_ino_t like)
{
    ext2_ino_t number = 0;
    CHECK(
        extOutcome(ext2fs_new_inode(fs, folder, LINUX_S_IFREG | 0644, nullptr, &number), "ext2fs_new_inode"));
    ext2_inode inode{};
    ext2_inode model{};
    inode.i_mode = LINUX_S_IFREG | 0644;
    if (like != 0) {
        CHECK(extOutcome(ext2fs_read_inode(fs, like, &model), "ext2fs_read_inode"));
        dress(inode, model);
    }
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

struct CloseAttributes
{
    void operator()(ext2_xattr_handle *handle) const { (void)ext2fs_xattrs_close(&handle); }
};
using Attributes = std::unique_ptr<ext2_xattr_handle, CloseAttributes>;

/// As they lie there, without making anything of them.
Result<Attributes> attributesOf(ext2_filsys fs, ext2_ino_t number)
{
    ext2_xattr_handle *opened = nullptr;
    CHECK(extOutcome(ext2fs_xattrs_open(fs, number, &opened), "ext2fs_xattrs_open"));
    Attributes attributes(opened);
    unsigned raw = XATTR_HANDLE_FLAG_RAW;
    CHECK(extOutcome(ext2fs_xattrs_flags(opened, &raw, nullptr), "ext2fs_xattrs_flags"));
    CHECK(extOutcome(ext2fs_xattrs_read(opened), "ext2fs_xattrs_read"));
    return attributes;
}

struct AttributeCopy
{
    ext2_xattr_handle *to;
    errcode_t code;
};

int copyAttribute(char *name, char *value, size_t size, void *data)
{
    AttributeCopy &copy = *static_cast<AttributeCopy *>(data);
    copy.code = ext2fs_xattr_set(copy.to, name, value, size);
    return copy.code == 0 ? 0 : XATTR_ABORT;
}

Result<> copyAttributes(ext2_filsys fs, ext2_ino_t from, ext2_ino_t to)
{
    TRY(const Attributes source, attributesOf(fs, from));
    size_t count = 0;
    CHECK(extOutcome(ext2fs_xattrs_count(source.get(), &count), "ext2fs_xattrs_count"));
    if (count == 0)
        return {};
    TRY(const Attributes target, attributesOf(fs, to));
    AttributeCopy copy{.to = target.get(), .code = 0};
    CHECK(extOutcome(ext2fs_xattrs_iterate(source.get(), copyAttribute, &copy), "ext2fs_xattrs_iterate"));
    return extOutcome(copy.code, "ext2fs_xattr_set");
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

Result<> replaceEntry(ext2_filsys fs, const Place &place, ext2_ino_t number)
{
    Swap swap{.name = place.name, .number = number, .isDone = false};
    CHECK(
        extOutcome(ext2fs_dir_iterate(fs, place.folder, 0, nullptr, swapEntry, &swap), "ext2fs_dir_iterate"));
    return swap.isDone ? Result<>() : fail(ErrorCode::Corrupt, place.name, "the folder entry is not there");
}

Result<> addEntry(ext2_filsys fs, const Place &place, ext2_ino_t number)
{
    errcode_t code = ext2fs_link(fs, place.folder, place.name.c_str(), number, EXT2_FT_REG_FILE);
    if (code == EXT2_ET_DIR_NO_SPACE) {
        CHECK(extOutcome(ext2fs_expand_dir(fs, place.folder), "ext2fs_expand_dir"));
        code = ext2fs_link(fs, place.folder, place.name.c_str(), number, EXT2_FT_REG_FILE);
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
Result<> remove(ext2_filsys fs, const Place &place, ext2_ino_t number)
{
    if (number == 0)
        return {};
    CHECK(extOutcome(ext2fs_unlink(fs, place.folder, place.name.c_str(), number, 0), "ext2fs_unlink"));
    CHECK(flush(fs));
    CHECK(release(fs, number));
    return flush(fs);
}

/// The new file is whole and durable before the name leads to it, and the old one is freed only
/// after: a power cut at any time leaves one of the two, and for e2fsck at worst an inode to free and
/// the checksum of a block, perhaps the superblock, that was torn between two of its sectors.
Result<> make(ext2_filsys fs, const FileChange &change)
{
    TRY(const Place place, placeOf(fs, change.path));
    TRY(const ext2_ino_t old, existing(fs, place));
    if (!change.text)
        return remove(fs, place, old);
    ext2_ino_t like = 0;
    if (!change.like.empty()) {
        TRY(const Place model, placeOf(fs, change.like));
        TRY(like, existing(fs, model));
    }
    TRY(const ext2_ino_t made, makeInode(fs, place.folder, like));
    CHECK(fill(fs, made, *change.text));
    if (like != 0)
        CHECK(copyAttributes(fs, like, made));
    CHECK(flush(fs));
    CHECK(old == 0 ? addEntry(fs, place, made) : replaceEntry(fs, place, made));
    CHECK(flush(fs));
    if (old == 0)
        return {};
    CHECK(release(fs, old));
    return flush(fs);
}

}

Result<> writeExt(const Writing &writing, const std::string &window)
{
    TRY(const ExtSession fs, openExt(window, EXT2_FLAG_RW));
    CHECK(admit(fs.get()));
    // With this copy libext2fs would write the superblock a few bytes at a time, without it at once.
    ext2fs_free_mem(static_cast<void *>(&fs->orig_super));
    CHECK(extOutcome(ext2fs_read_bitmaps(fs.get()), "ext2fs_read_bitmaps"));
    for (const FileChange &change : writing.changes)
        CHECK(make(fs.get(), change));
    return {};
}

}
