// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/medium.h"

#include <filesystem>
#include <format>
#include <fstream>

#include <sys/sysmacros.h>
#include <system_error>

namespace parterre {

namespace {

namespace fs = std::filesystem;

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
    switch (firstOf(disk / "queue/rotational")) {
    case '0':
        return Medium::SolidState;
    case '1':
        return Medium::Rotational;
    default:
        return Medium::Unknown;
    }
}

}

Medium mediumOf(const struct stat &file, const std::string &sysfs)
{
    if (!S_ISBLK(file.st_mode))
        return Medium::Unknown;
    const fs::path disk = diskFolder(file.st_rdev, sysfs);
    return disk.empty() ? Medium::Unknown : mediumOfDisk(disk);
}

}
