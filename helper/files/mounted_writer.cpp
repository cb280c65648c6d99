// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/detached_mount.h"
#include "helper/files/writers.h"

#include <string_view>

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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
    if (fchmod(file.value(), 0644) != 0 || fsync(file.value()) != 0)
        return failErrno("config", errno, "fsync");
    return {};
}

Result<> syncTop(const FileDescriptor &root, const std::string &name)
{
    if (fsync(root.value()) != 0 || syncfs(root.value()) != 0)
        return failErrno("/" + name, errno, "syncfs");
    return {};
}

Result<> replace(const FileDescriptor &root, const Writing &writing)
{
    struct stat status{};
    if (fstatat(root.value(), writing.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0
        && !S_ISREG(status.st_mode))
        return fail(ErrorCode::Unsupported, "/" + writing.name, "not a regular file");
    if (!writing.text) {
        if (unlinkat(root.value(), writing.name.c_str(), 0) != 0 && errno != ENOENT)
            return failErrno("/" + writing.name, errno, "unlinkat");
        return syncTop(root, writing.name);
    }
    const std::string temporary = "." + writing.name + ".new";
    (void)unlinkat(root.value(), temporary.c_str(), 0);  // from a power cut at an earlier try
    const FileDescriptor file = openBeneath(root, temporary, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (!file.isOpen())
        return failErrno("/" + temporary, errno, "openat2");
    if (const Result<> filled = fill(file, *writing.text); !filled) {
        (void)unlinkat(root.value(), temporary.c_str(), 0);
        return filled;
    }
    if (renameat(root.value(), temporary.c_str(), root.value(), writing.name.c_str()) != 0)
        return failErrno("/" + writing.name, errno, "renameat");
    return syncTop(root, writing.name);
}

}

Result<> writeMounted(const Writing &writing, const std::string &window)
{
    return onDetachedMount(window, writing.kind,
                           [&](const FileDescriptor &top) { return replace(top, writing); });
}

}
