// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/detached_mount.h"
#include "helper/files/writers.h"

#include <algorithm>
#include <string_view>

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace parterre {

namespace {

/// Opens without leaving the file system and without following any link.
FileDescriptor openBeneath(const FileDescriptor &root, const std::string &path, int flags, unsigned mode)
{
    open_how how{};
    how.flags = static_cast<__u64>(flags | O_CLOEXEC | O_NOFOLLOW);
    how.mode = mode;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
    return FileDescriptor(
        static_cast<int>(syscall(SYS_openat2, root.value(), path.c_str(), &how, sizeof how)));
}

/// The name of a file, and the folder in which it lies, open.
struct Place
{
    FileDescriptor folder;
    std::string path;  ///< as it was asked for, for words
    std::string name;
};

Result<Place> placeOf(const FileDescriptor &top, const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == 0 ? "." : path.substr(1, slash - 1);
    Place place{.folder = openBeneath(top, folder, O_RDONLY | O_DIRECTORY, 0),
                .path = path,
                .name = path.substr(slash + 1)};
    if (!place.folder.isOpen() && (errno == ELOOP || errno == ENOTDIR || errno == ENOENT))
        return fail(ErrorCode::Unsupported, path, "the folder is none, or is behind a symbolic link");
    if (!place.folder.isOpen())
        return failErrno(path, errno, "openat2");
    return place;
}

Result<> fill(const FileDescriptor &file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = write(file.value(), text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return failErrno("config", errno, "write");
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// The null-terminated names of a file's extended attributes.
Result<std::vector<std::string>> attributesOf(const FileDescriptor &file)
{
    const ssize_t size = flistxattr(file.value(), nullptr, 0);
    if (size < 0 && errno == ENOTSUP)
        return std::vector<std::string>();
    std::string list(static_cast<std::size_t>(std::max<ssize_t>(size, 0)), '\0');
    if (size < 0 || flistxattr(file.value(), list.data(), list.size()) != size)
        return failErrno("config", errno, "flistxattr");
    std::vector<std::string> names;
    for (std::size_t at = 0; at < list.size(); at += names.back().size() + 1)
        names.emplace_back(list.c_str() + at);
    return names;
}

Result<> copyAttributes(const FileDescriptor &from, const FileDescriptor &to)
{
    TRY(const std::vector<std::string> names, attributesOf(from));
    for (const std::string &name : names) {
        const ssize_t size = fgetxattr(from.value(), name.c_str(), nullptr, 0);
        std::string value(static_cast<std::size_t>(std::max<ssize_t>(size, 0)), '\0');
        if (size < 0 || fgetxattr(from.value(), name.c_str(), value.data(), value.size()) != size
            || fsetxattr(to.value(), name.c_str(), value.data(), value.size(), 0) != 0)
            return failErrno("config", errno, "xattr " + name);
    }
    return {};
}

/// Owner, mode and attributes of the file at `path`; root's and 0644 where there is none.
Result<> dress(const FileDescriptor &top, const FileDescriptor &file, const std::string &path)
{
    const FileDescriptor model =
        path.empty() ? FileDescriptor() : openBeneath(top, path.substr(1), O_RDONLY | O_NONBLOCK, 0);
    struct stat now{};
    struct stat wanted{};
    if (!path.empty() && !model.isOpen() && errno != ENOENT)
        return failErrno(path, errno, "openat2");
    if (fstat(file.value(), &now) != 0 || (model.isOpen() && fstat(model.value(), &wanted) != 0))
        return failErrno(path, errno, "fstat");
    if (!model.isOpen())
        wanted.st_mode = S_IFREG | 0644;
    // FAT has neither, and refuses what it cannot keep.
    if ((now.st_uid != wanted.st_uid || now.st_gid != wanted.st_gid)
        && fchown(file.value(), wanted.st_uid, wanted.st_gid) != 0)
        return failErrno(path, errno, "fchown");
    if (now.st_mode != wanted.st_mode && fchmod(file.value(), wanted.st_mode & 07777) != 0)
        return failErrno(path, errno, "fchmod");
    return model.isOpen() ? copyAttributes(model, file) : Result<>();
}

Result<> sync(const Place &place)
{
    if (fsync(place.folder.value()) != 0 || syncfs(place.folder.value()) != 0)
        return failErrno(place.path, errno, "syncfs");
    return {};
}

Result<> fillAndDress(const FileDescriptor &top, const FileDescriptor &file, const FileChange &change)
{
    CHECK(fill(file, *change.text));
    CHECK(dress(top, file, change.like));
    return fsync(file.value()) == 0 ? Result<>() : failErrno(change.path, errno, "fsync");
}

Result<> make(const FileDescriptor &top, const FileChange &change)
{
    TRY(const Place place, placeOf(top, change.path));
    const int folder = place.folder.value();
    struct stat status{};
    if (fstatat(folder, place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(status.st_mode))
        return fail(ErrorCode::Unsupported, change.path, "not a regular file");
    if (!change.text) {
        if (unlinkat(folder, place.name.c_str(), 0) != 0 && errno != ENOENT)
            return failErrno(change.path, errno, "unlinkat");
        return sync(place);
    }
    const std::string temporary = "." + place.name + ".new";
    (void)unlinkat(folder, temporary.c_str(), 0);  // from a power cut at an earlier try
    const FileDescriptor file = openBeneath(place.folder, temporary, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (!file.isOpen())
        return failErrno(change.path, errno, "openat2");
    if (const Result<> filled = fillAndDress(top, file, change); !filled) {
        (void)unlinkat(folder, temporary.c_str(), 0);
        return filled;
    }
    if (renameat(folder, temporary.c_str(), folder, place.name.c_str()) != 0)
        return failErrno(change.path, errno, "renameat");
    return sync(place);
}

}

Result<> writeMounted(const Writing &writing, const std::string &window)
{
    return onDetachedMount(window, writing.kind, [&](const FileDescriptor &top) -> Result<> {
        for (const FileChange &change : writing.changes)
            CHECK(make(top, change));
        return {};
    });
}

}
