// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/ext_session.h"
#include "helper/files/readers.h"

namespace parterre {

namespace {

/// The inode number at the path, 0 where there is none.
Result<ext2_ino_t> find(ext2_filsys fs, const std::string &path)
{
    ext2_ino_t at = EXT2_ROOT_INO;
    for (const std::string &name : pathComponents(path)) {
        ext2_inode inode{};
        CHECK(extOutcome(ext2fs_read_inode(fs, at, &inode), "ext2fs_read_inode"));
        if (!LINUX_S_ISDIR(inode.i_mode))
            return 0;
        const errcode_t code =
            ext2fs_lookup(fs, at, name.c_str(), static_cast<int>(name.size()), nullptr, &at);
        if (code == EXT2_ET_FILE_NOT_FOUND)
            return 0;
        CHECK(extOutcome(code, "ext2fs_lookup"));
    }
    return at;
}

struct CloseFile
{
    void operator()(ext2_file_t file) const { (void)ext2fs_file_close(file); }
};

/// What a walk through a folder comes by.
struct Gathering
{
    FolderNames names;
    std::size_t visited = 0;
};

/// Every block has an entry at least, be it an empty one, so that their count bounds the blocks too.
int gather(ext2_dir_entry *entry, int, int, char *, void *into)
{
    auto &gathering = *static_cast<Gathering *>(into);
    if (++gathering.visited > entriesMax)
        return DIRENT_ABORT;
    if (entry->inode != 0) {
        const auto size = static_cast<std::size_t>(ext2fs_dirent_name_len(entry));
        gathering.names.emplace_back(entry->name, size);
    }
    return 0;
}

Result<FolderNames> listOne(ext2_filsys fs, const std::string &path)
{
    TRY(const ext2_ino_t number, find(fs, path));
    if (number == 0)
        return FolderNames();
    ext2_inode inode{};
    CHECK(extOutcome(ext2fs_read_inode(fs, number, &inode), "ext2fs_read_inode"));
    if (!LINUX_S_ISDIR(inode.i_mode))
        return FolderNames();
    Gathering gathering;
    CHECK(extOutcome(ext2fs_dir_iterate(fs, number, DIRENT_FLAG_INCLUDE_EMPTY, nullptr, gather, &gathering),
                     "ext2fs_dir_iterate"));
    return std::move(gathering.names);
}

Result<FoundFile> readOne(ext2_filsys fs, const Reading &reading, const std::string &path)
{
    TRY(const ext2_ino_t number, find(fs, path));
    if (number == 0)
        return std::nullopt;
    ext2_inode inode{};
    CHECK(extOutcome(ext2fs_read_inode(fs, number, &inode), "ext2fs_read_inode"));
    if (!LINUX_S_ISREG(inode.i_mode))
        return std::nullopt;
    if (EXT2_I_SIZE(&inode) > reading.limit)
        return tooLarge(reading, path);
    ext2_file_t opened = nullptr;
    CHECK(extOutcome(ext2fs_file_open(fs, number, 0, &opened), "ext2fs_file_open"));
    const std::unique_ptr<ext2_file, CloseFile> file(opened);
    std::string text(EXT2_I_SIZE(&inode), '\0');
    unsigned got = 0;
    CHECK(extOutcome(ext2fs_file_read(file.get(), text.data(), static_cast<unsigned>(text.size()), &got),
                     "ext2fs_file_read"));
    if (got != text.size())
        return fail(ErrorCode::Corrupt, reading.disk.name(), path);
    return text;
}

}

Result<> extOutcome(errcode_t code, const char *call)
{
    if (code == 0)
        return {};
    return fail(ErrorCode::Corrupt, "libext2fs", std::string(call) + ": error " + std::to_string(code));
}

Result<ExtSession> openExt(const std::string &window, int flags)
{
    ext2_filsys opened = nullptr;
    CHECK(extOutcome(ext2fs_open(window.c_str(), flags | EXT2_FLAG_64BITS, 0, 0, unix_io_manager, &opened),
                     "ext2fs_open"));
    return ExtSession(opened);
}

FoundFiles readExt(const Reading &reading, const Paths &paths)
{
    const Result<ExtSession> fs = openExt(reading.window, 0);
    return readEach(reading, paths, [&](const Reading &, const std::string &path) -> Result<FoundFile> {
        if (!fs)
            return std::unexpected(fs.error());
        return readOne(fs->get(), reading, path);
    });
}

FoundFolders listExt(const Reading &reading, const Paths &paths)
{
    const Result<ExtSession> fs = openExt(reading.window, 0);
    return listEach(reading, paths, [&](const Reading &, const std::string &path) -> Result<FolderNames> {
        if (!fs)
            return std::unexpected(fs.error());
        return listOne(fs->get(), path);
    });
}

}
