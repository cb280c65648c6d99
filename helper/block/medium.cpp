// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/medium.h"

#include <filesystem>
#include <format>
#include <fstream>
#include <optional>

#include <sys/sysmacros.h>
#include <system_error>

namespace parterre {

namespace {

namespace fs = std::filesystem;

/// An image on a loop device on an image and so on; also where a path means another file to us than to the
/// kernel.
constexpr int nestingMax = 8;

/// The first character of a file of sysfs; 0 where there is none.
char firstOf(const fs::path &path)
{
    std::ifstream file(path);
    char first = 0;
    return file.get(first) ? first : char{0};
}

/// Where sysfs has the whole disk; empty where it does not know the device.
fs::path diskFolder(dev_t number, const std::string &sysfs)
{
    std::error_code error;
    const fs::path folder =
        fs::canonical(std::format("{}/dev/block/{}:{}", sysfs, major(number), minor(number)), error);
    if (error)
        return {};
    return fs::exists(folder / "partition", error) ? folder.parent_path() : folder;
}

Medium mediumOfDisk(const fs::path &disk)
{
    const std::string name = disk.filename();
    // Many a stick says that it rotates; what hangs on USB and stays there is taken at its word.
    const bool isStick = firstOf(disk / "removable") == '1' && disk.string().contains("/usb");
    if (isStick || name.starts_with("mmcblk"))
        return Medium::Stick;
    if (name.starts_with("nvme"))
        return Medium::Nvme;
    // The driver of a virtual machine's disk says 1 of all, whatever the host has.
    const bool isGuess = name.starts_with("vd") && disk.string().contains("/virtio");
    switch (firstOf(disk / "queue/rotational")) {
    case '0':
        return Medium::SolidState;
    case '1':
        return isGuess ? Medium::Unknown : Medium::Rotational;
    default:
        return Medium::Unknown;
    }
}

/// The file that backs a loop device; not that of one that is detached or whose file is deleted.
std::optional<struct stat> backingOf(const fs::path &loop)
{
    std::string path;
    std::ifstream file(loop / "loop/backing_file");
    struct stat status{};
    if (!std::getline(file, path) || ::stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return status;
}

}

Medium mediumOf(const struct stat &file, const std::string &sysfs)
{
    std::optional<struct stat> below = file;
    for (int i = 0; i < nestingMax && below; ++i) {
        const fs::path disk = diskFolder(S_ISBLK(below->st_mode) ? below->st_rdev : below->st_dev, sysfs);
        if (disk.empty())
            break;
        if (!disk.filename().string().starts_with("loop"))
            return mediumOfDisk(disk);
        below = backingOf(disk);
    }
    return Medium::Unknown;
}

}
