// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/window_folder.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <spawn.h>
#include <vector>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace parterre {

namespace {

constexpr const char *prefix = "parterre-window.";
constexpr const char *fileName = "partition";

/// Where private folders may be made, best first.
std::vector<std::string> bases()
{
    std::vector<std::string> result;
    if (geteuid() == 0)
        result.emplace_back("/run/parterre");
    for (const char *variable : {"XDG_RUNTIME_DIR", "TMPDIR"}) {
        if (const char *value = secure_getenv(variable); value && *value == '/')
            result.emplace_back(value);
    }
    result.emplace_back("/tmp");
    return result;
}

/// A mount whose server is gone says ENOTCONN to everything.
bool isAbandoned(const std::filesystem::path &file)
{
    struct stat status{};
    return lstat(file.c_str(), &status) != 0 && errno == ENOTCONN;
}

/// The lock of a folder whose program is no more, or of a new one. Windows of living programs are not so much
/// as looked at: one that is just being closed looks abandoned, too, and a look keeps it from being
/// unmounted.
FileDescriptor lock(const std::filesystem::path &folder)
{
    FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    return fd.isOpen() && flock(fd.value(), LOCK_EX | LOCK_NB) == 0 ? std::move(fd) : FileDescriptor();
}

void sweep(const std::string &base)
{
    std::error_code ignored;
    for (std::filesystem::directory_iterator at(base, ignored), end; !ignored && at != end;
         at.increment(ignored)) {
        const std::filesystem::path file = at->path() / fileName;
        if (!at->path().filename().string().starts_with(prefix))
            continue;
        const FileDescriptor ours = lock(at->path());
        if (!ours.isOpen() || !isAbandoned(file))
            continue;
        unmountWindow(file);
        std::error_code left;
        std::filesystem::remove(file, left);
        std::filesystem::remove(at->path(), left);
    }
}

std::string makeFolderIn(const std::string &base)
{
    if (base == "/run/parterre")
        (void)mkdir(base.c_str(), 0700);
    std::string path = base + "/" + prefix + "XXXXXX";
    return mkdtemp(path.data()) ? path : std::string();
}

/// fusermount3 is the only one that may unmount for an ordinary user.
void runFusermount(const std::string &path)
{
    for (const char *tool : {"/usr/bin/fusermount3", "/bin/fusermount3"}) {
        const std::array<const char *, 6> arguments{tool, "-u", "-q", "-z", path.c_str(), nullptr};
        const std::array<char *, 1> environment{nullptr};
        pid_t child = 0;
        // posix_spawn takes char *const * for history's sake and changes nothing.
        if (posix_spawn(&child, tool, nullptr, nullptr, const_cast<char *const *>(arguments.data()),
                        environment.data())
            != 0)
            continue;
        while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {}
        return;
    }
}

}

void unmountWindow(const std::string &path)
{
    if (umount2(path.c_str(), UMOUNT_NOFOLLOW) == 0 || errno == EINVAL || errno == ENOENT)
        return;
    if (umount2(path.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) != 0)
        runFusermount(path);
}

WindowFolder::WindowFolder(std::string path, FileDescriptor lock)
    : m_path(std::move(path))
    , m_file(m_path + "/" + fileName)
    , m_lock(std::move(lock))
{}

WindowFolder::~WindowFolder()
{
    (void)unlink(m_file.c_str());
    (void)rmdir(m_path.c_str());
}

Result<std::unique_ptr<WindowFolder>> WindowFolder::make()
{
    for (const std::string &base : bases()) {
        sweep(base);
        const std::string path = makeFolderIn(base);
        if (path.empty())
            continue;
        std::unique_ptr<WindowFolder> folder(new WindowFolder(path, lock(path)));
        const FileDescriptor file(
            ::open(folder->file().c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
        if (file.isOpen())
            return folder;
    }
    return failErrno("/run/parterre", errno, "mkdtemp");
}

}
