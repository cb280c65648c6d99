// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/machine.h"

#include "helper/block/file_descriptor.h"
#include "helper/block/small_file.h"
#include "helper/block/sysfs.h"

#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace parterre {

namespace {

DeviceNumber numberOf(dev_t device)
{
    return {.major = major(device), .minor = minor(device)};
}

std::optional<DeviceNumber> numberIn(const std::string &folder)
{
    return deviceIn(folder).transform(numberOf);
}

/// Asks the loop device itself, which knows the file and not only its path.
std::optional<LoopBacking> askLoop(const std::string &node)
{
    const FileDescriptor loop(::open(node.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct loop_info64 info{};
    if (!loop.isOpen() || ::ioctl(loop.value(), LOOP_GET_STATUS64, &info) != 0)
        return std::nullopt;
    LoopBacking backing{.file = {.device = info.lo_device, .inode = info.lo_inode},
                        .device = {},
                        .extent = {.begin = Offset(static_cast<std::int64_t>(info.lo_offset)),
                                   .size = Bytes(static_cast<std::int64_t>(info.lo_sizelimit))}};
    if (info.lo_rdevice != 0)
        backing.device = numberOf(info.lo_rdevice);
    return backing;
}

/// Where this user may not open the loop device: the file that its path leads to.
std::optional<LoopBacking> lookUpLoop(const std::string &folder)
{
    const std::optional<std::string> path = readSmallFile(folder + "/loop/backing_file");
    struct stat status{};
    if (!path || ::stat(path->c_str(), &status) != 0)
        return std::nullopt;
    LoopBacking backing{.file = {.device = status.st_dev, .inode = status.st_ino},
                        .device = {},
                        .extent = {.begin = Offset(readNumberFile(folder + "/loop/offset").value_or(0)),
                                   .size = Bytes(readNumberFile(folder + "/loop/sizelimit").value_or(0))}};
    if (S_ISBLK(status.st_mode))
        backing.device = numberOf(status.st_rdev);
    return backing;
}

std::string titleOf(const std::string &folder, const std::string &name, const SystemFolders &folders)
{
    if (const std::optional<std::string> mapping = readSmallFile(folder + "/dm/name"))
        return *mapping;
    return folders.dev + "/" + nodeNameOf(name);
}

std::optional<KernelDevice> readDevice(const std::string &name, const SystemFolders &folders)
{
    const std::string folder = folders.sys + "/class/block/" + name;
    const std::optional<DeviceNumber> number = numberIn(folder);
    const std::optional<long long> sectors = readNumberFile(folder + "/size");
    if (!number || !sectors || *sectors == 0)
        return std::nullopt;
    KernelDevice device{.number = *number,
                        .name = name,
                        .title = titleOf(folder, name, folders),
                        .size = Bytes(*sectors * sysfsSector)};
    if (readNumberFile(folder + "/partition")) {
        device.disk = numberIn(folder + "/..");
        device.start = Offset(readNumberFile(folder + "/start").value_or(0) * sysfsSector);
    }
    for (const std::string &holder : namesIn(folder + "/holders")) {
        if (const std::optional<DeviceNumber> above = numberIn(folders.sys + "/class/block/" + holder))
            device.holders.push_back(*above);
    }
    if (readSmallFile(folder + "/loop/backing_file")) {
        device.loop = askLoop(folders.dev + "/" + name);
        if (!device.loop)
            device.loop = lookUpLoop(folder);
    }
    return device;
}

}

Machine readMachine(const SystemFolders &folders)
{
    Machine machine;
    for (const std::string &name : namesIn(folders.sys + "/class/block")) {
        if (std::optional<KernelDevice> device = readDevice(name, folders))
            machine.devices.push_back(*std::move(device));
    }
    machine.uses = readDirectUses(folders);
    return machine;
}

}
