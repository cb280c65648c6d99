// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/job_root.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <format>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace parterre {

namespace {

/// "dev-8-16" for a block device, "file-65024-1234" for an image.
std::string keyOf(const struct stat &status)
{
    if (S_ISBLK(status.st_mode))
        return std::format("dev-{}-{}", major(status.st_rdev), minor(status.st_rdev));
    return std::format("file-{}-{}", status.st_dev, status.st_ino);
}

Result<> makeFolder(const std::string &path)
{
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return failErrno(path, errno, "mkdir");
    return {};
}

}

std::string jobRootOf(uid_t user)
{
    if (user == 0)
        return "/var/lib/parterre/jobs";
    // NOLINTBEGIN(concurrency-mt-unsafe): asked before any thread is started
    if (const char *state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
        return std::string(state) + "/parterre/jobs";
    if (const char *home = std::getenv("HOME"); home && *home == '/')
        return std::string(home) + "/.local/state/parterre/jobs";
    // NOLINTEND(concurrency-mt-unsafe)
    return {};
}

Result<> prepareJobRoot(const std::string &path)
{
    if (path.empty() || path.front() != '/')
        return fail(ErrorCode::Denied, path, "no folder for jobs: neither XDG_STATE_HOME nor HOME is set");
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    if (error)
        return failErrno(path, error.value(), "mkdir");
    CHECK(makeFolder(path));
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0)
        return failErrno(path, errno, "lstat");
    if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid()
        || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(ErrorCode::Denied, path, "is not a folder that this user alone can enter");
    return {};
}

Result<JobLock> JobLock::take(const std::string &jobRoot, int fd, const std::string &name)
{
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return failErrno(name, errno, "fstat");
    const std::string folder = jobRoot + "/.locks";
    CHECK(makeFolder(folder));
    const std::string path = folder + "/" + keyOf(status);
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!file.isOpen())
        return failErrno(path, errno, "open");
    if (::flock(file.value(), LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorCode::Busy, name, "another job works on it");
    return JobLock(std::move(file));
}

Result<> writeJobFile(const std::string &folder, const std::string &name, const std::string &text)
{
    const std::string path = folder + "/" + name;
    const std::string fresh = path + ".new";
    const FileDescriptor file(
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!file.isOpen())
        return failErrno(fresh, errno, "open");
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t wrote = ::write(file.value(), text.data() + done, text.size() - done);
        if (wrote < 0 && errno != EINTR)
            return failErrno(fresh, errno, "write");
        done += wrote > 0 ? static_cast<std::size_t>(wrote) : 0;
    }
    if (::fsync(file.value()) != 0)
        return failErrno(fresh, errno, "fsync");
    if (::rename(fresh.c_str(), path.c_str()) != 0)
        return failErrno(path, errno, "rename");
    const FileDescriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!parent.isOpen() || ::fsync(parent.value()) != 0)
        return failErrno(folder, errno, "fsync");
    return {};
}

}
