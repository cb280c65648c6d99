// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/detached_mount.h"

#include "helper/files/loop_device.h"

#include <fstream>
#include <string_view>

#include <errno.h>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
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

Result<> onDetachedMount(const std::string &window, ContentKind kind, const MountedWork &work)
{
    TRY(LoopDevice loop, LoopDevice::attach(window));
    Result<> outcome;
    {
        TRY(const FileDescriptor mount, mountDetached(loop.path(), std::string(driverFor(kind))));
        const FileDescriptor top(openat(mount.value(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        outcome = top.isOpen() ? work(top) : failErrno(loop.path(), errno, "openat");
    }
    if (kind == ContentKind::Btrfs)
        forgetDevice(loop.path());
    CHECK(loop.detach());
    return outcome;
}

}
