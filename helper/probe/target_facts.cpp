// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/target_facts.h"

#include "helper/block/small_file.h"

#include <algorithm>
#include <filesystem>
#include <format>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace parterre {

namespace {

/// Without the blanks that drives pad their names with, and without what no name has.
std::string tidy(std::string text)
{
    std::erase_if(text, [](char c) { return c >= 0 && c < ' '; });
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string firstOf(const std::string &folder, const std::vector<std::string> &names)
{
    for (const std::string &name : names) {
        const std::string text = tidy(readSmallFile(folder + "/" + name).value_or(""));
        if (!text.empty())
            return text;
    }
    return {};
}

/// SCSI's page 0x80: four bytes of header, then the serial number.
std::string serialOf(const std::string &folder)
{
    const std::string direct = firstOf(folder, {"device/serial", "serial", "wwid", "device/cid"});
    const std::optional<std::string> page = readSmallFile(folder + "/device/vpd_pg80");
    if (page && page->size() > 4)
        return tidy(page->substr(4));
    return direct;
}

bool isWritableByUs(const FileDevice &device)
{
    const std::string path = "/proc/self/fd/" + std::to_string(device.fd());
    return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
}

}

DriveWords readDriveWords(DeviceNumber number, const SystemFolders &folders)
{
    const std::string folder = std::format("{}/dev/block/{}:{}", folders.sys, number.major, number.minor);
    DriveWords words{.model = firstOf(folder, {"device/model", "device/name", "dm/name"}),
                     .serial = serialOf(folder),
                     .isRemovable = readNumberFile(folder + "/removable") == 1,
                     .isReadOnly = readNumberFile(folder + "/ro") == 1};
    std::error_code error;
    const std::string place = std::filesystem::canonical(folder, error).string();
    words.isRemovable = words.isRemovable || place.contains("/usb");
    // One of the minors is the whole disk. A device that has no partitions now (a loop device
    // without partscan) says 1, which is no limit of its kind.
    const long long minors = readNumberFile(folder + "/ext_range").value_or(256);
    if (minors > 1)
        words.kernelNumberMax = static_cast<int>(std::min<long long>(minors, 65536) - 1);
    return words;
}

Result<TargetIdentity> identify(const FileDevice &device)
{
    struct stat status{};
    if (::fstat(device.fd(), &status) != 0)
        return failErrno(device.name(), errno, "fstat");
    TargetIdentity identity{.device = {}, .file = {}, .size = device.size()};
    if (device.isBlockDevice())
        identity.device = DeviceNumber{.major = major(status.st_rdev), .minor = minor(status.st_rdev)};
    else
        identity.file = FileIdentity{.device = status.st_dev, .inode = status.st_ino};
    return identity;
}

Target describeTarget(const FileDevice &device, const TargetIdentity &identity, const std::string &path,
                      const SystemFolders &folders)
{
    Target target{.kind = Target::Kind::ImageFile, .path = path, .size = device.size()};
    if (!identity.device) {
        target.isReadOnly = !isWritableByUs(device);
        return target;
    }
    const DriveWords words = readDriveWords(*identity.device, folders);
    target.kind = Target::Kind::BlockDevice;
    target.model = words.model;
    target.serial = words.serial;
    target.isReadOnly = words.isReadOnly;
    target.isRemovable = words.isRemovable;
    target.kernelNumberMax = words.kernelNumberMax;
    return target;
}

}
