// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/open_target.h"

#include <array>
#include <cerrno>
#include <format>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

namespace parterre {

namespace {

constexpr std::string_view devices = "/dev/";

std::string procPath(int fd)
{
    return std::format("/proc/self/fd/{}", fd);
}

Result<struct stat> statusOf(int fd, const std::string &name)
{
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return failErrno(name, errno, "fstat");
    return status;
}

Result<> refusePartition(const struct stat &status, const std::string &name)
{
    const std::string mark =
        std::format("/sys/dev/block/{}:{}/partition", major(status.st_rdev), minor(status.st_rdev));
    if (::access(mark.c_str(), F_OK) == 0)
        return fail(ErrorCode::Unsupported, name, "is a partition; name the whole disk");
    return {};
}

std::unexpected<Error> failOpen(const std::string &path, int code)
{
    if (code == EBUSY)
        return std::unexpected(
            Error{.code = ErrorCode::Busy, .subject = path, .systemErrno = code, .detail = {}});
    if (code == EACCES || code == EPERM || code == EROFS)
        return std::unexpected(
            Error{.code = ErrorCode::Denied, .subject = path, .systemErrno = code, .detail = {}});
    if (code == ELOOP || code == EXDEV)
        return fail(ErrorCode::Invalid, path, "is not a plain device node below /dev");
    return failErrno(path, code, "open");
}

/// A handle on what lies at `path`, without opening it: some devices act on being opened.
Result<FileDescriptor> lookAt(const std::string &path)
{
    if (!path.starts_with(devices) || path.size() == devices.size())
        return fail(ErrorCode::Invalid, path, "is not a device node below /dev");
    const FileDescriptor folder(::open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen())
        return failErrno("/dev", errno, "open");
    open_how how{};
    how.flags = O_PATH | O_CLOEXEC;  // with O_NOFOLLOW a link would be looked at itself
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
    const std::string below = path.substr(devices.size());
    const long fd = ::syscall(SYS_openat2, folder.value(), below.c_str(), &how, sizeof how);
    if (fd < 0)
        return failOpen(path, errno);
    return FileDescriptor(static_cast<int>(fd));
}

/// The device claims the disk with O_EXCL itself; a second claim, even our own, would be Busy.
int flagsFor(FileDevice::Access access)
{
    return access == FileDevice::Access::Exclusive ? O_RDWR : O_RDONLY;
}

}

Result<std::unique_ptr<FileDevice>> openForUser(const std::string &path, FileDevice::Access access)
{
    const FileDescriptor handle(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!handle.isOpen())
        return failOpen(path, errno);
    TRY(const struct stat status, statusOf(handle.value(), path));
    if (S_ISBLK(status.st_mode)) {
        if (::geteuid() != 0)
            return fail(ErrorCode::Denied, path, "a block device needs the helper");
        CHECK(refusePartition(status, path));
    }
    return FileDevice::open(path, access);
}

Result<std::unique_ptr<FileDevice>> openForHelper(const std::string &path, FileDevice::Access access)
{
    TRY(const FileDescriptor handle, lookAt(path));
    TRY(const struct stat status, statusOf(handle.value(), path));
    if (!S_ISBLK(status.st_mode))
        return fail(ErrorCode::Unsupported, path, "is not a block device");
    CHECK(refusePartition(status, path));
    FileDescriptor disk(::open(procPath(handle.value()).c_str(), flagsFor(access) | O_CLOEXEC));
    if (!disk.isOpen())
        return failOpen(path, errno);
    return FileDevice::adopt(std::move(disk), path, access);
}

Result<std::unique_ptr<FileDevice>> adoptForHelper(int callersFd, FileDevice::Access access)
{
    const std::string words = "the image file";
    const int flags = ::fcntl(callersFd, F_GETFL);
    if (flags < 0)
        return failErrno(words, errno, "F_GETFL");
    const bool isWriting = access == FileDevice::Access::Exclusive;
    const int mode = flags & O_ACCMODE;
    if ((flags & O_PATH) != 0 || mode == O_WRONLY || (isWriting && mode != O_RDWR))
        return fail(ErrorCode::Denied, words, "is not open for what is asked");
    TRY(const struct stat status, statusOf(callersFd, words));
    if (!S_ISREG(status.st_mode) || status.st_nlink != 1)
        return fail(ErrorCode::Unsupported, words, "is not a regular file with one name");
    std::array<char, 4096> name{};
    const ssize_t length = ::readlink(procPath(callersFd).c_str(), name.data(), name.size());
    if (length <= 0)
        return failErrno(words, errno, "readlink");
    FileDescriptor own(::fcntl(callersFd, F_DUPFD_CLOEXEC, 3));
    if (!own.isOpen())
        return failErrno(words, errno, "dup");
    return FileDevice::adopt(std::move(own), std::string(name.data(), static_cast<std::size_t>(length)),
                             access);
}

}
