// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/loop_device.h"
#include "helper/files/writers.h"

#include <fstream>
#include <string_view>

#include <errno.h>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace parterre {

namespace {

/// The kernel's word for it, empty for kinds that are not written this way.
std::string_view driverFor(ContentKind kind)
{
    if (kind == ContentKind::Xfs)
        return "xfs";
    if (kind == ContentKind::Btrfs)
        return "btrfs";
    if (isFat(kind))
        return "vfat";
    return {};
}

bool hasDriver(std::string_view driver)
{
    std::ifstream drivers("/proc/filesystems");
    for (std::string line; std::getline(drivers, line);) {
        if (line.substr(line.find('\t') + 1) == driver)
            return true;
    }
    return false;
}

/// Root of a user namespace may mount no file system of a disk: there root is another user outside.
bool isRealRoot()
{
    std::ifstream map("/proc/self/uid_map");
    std::uint64_t inside = 1;
    std::uint64_t outside = 1;
    std::uint64_t count = 0;
    map >> inside >> outside >> count;
    constexpr std::uint64_t all = 0xffffffff;
    return geteuid() == 0 && inside == 0 && outside == 0 && count == all;
}

/// A mount that is attached nowhere: no other program can see it, and it ends with its descriptor.
/// Another disk of the same image may be mounted meanwhile: XFS must be told to bear that, btrfs does where
/// it consists of one device (kernels from 6.7 on; older ones fail with EEXIST).
Result<FileDescriptor> mountDetached(const std::string &device, const std::string &driver)
{
    const FileDescriptor context(fsopen(driver.c_str(), FSOPEN_CLOEXEC));
    if (!context.isOpen() || fsconfig(context.value(), FSCONFIG_SET_STRING, "source", device.c_str(), 0) != 0
        || (driver == "xfs" && fsconfig(context.value(), FSCONFIG_SET_FLAG, "nouuid", nullptr, 0) != 0)
        || fsconfig(context.value(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0)
        return failErrno(device, errno, driver);
    FileDescriptor mount(
        fsmount(context.value(), FSMOUNT_CLOEXEC, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC));
    if (!mount.isOpen())
        return failErrno(device, errno, "fsmount");
    return mount;
}

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

Result<> replace(const FileDescriptor &mount, const Writing &writing)
{
    const FileDescriptor root = openBeneath(mount, ".", O_RDONLY | O_DIRECTORY, 0);
    struct stat status{};
    if (!root.isOpen())
        return failErrno("/", errno, "openat2");
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

/// btrfs remembers every device it has seen; this one is about to go.
void forgetDevice(const std::string &device)
{
    const FileDescriptor control(::open("/dev/btrfs-control", O_RDWR | O_CLOEXEC));
    btrfs_ioctl_vol_args arguments{};
    device.copy(arguments.name, sizeof arguments.name - 1);
    if (control.isOpen())
        (void)ioctl(control.value(), BTRFS_IOC_FORGET_DEV, &arguments);
}

}

bool canMount(ContentKind kind)
{
    const std::string_view driver = driverFor(kind);
    return isRealRoot() && !driver.empty() && LoopDevice::isAvailable() && hasDriver(driver);
}

Result<> writeMounted(const Writing &writing, const std::string &window)
{
    TRY(LoopDevice loop, LoopDevice::attach(window));
    Result<> replaced;
    {
        TRY(const FileDescriptor mount, mountDetached(loop.path(), std::string(driverFor(writing.kind))));
        replaced = replace(mount, writing);
    }
    if (writing.kind == ContentKind::Btrfs)
        forgetDevice(loop.path());
    CHECK(loop.detach());
    return replaced;
}

}
