// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/inventory.h"
#include "helper/block/file_device.h"
#include "helper/probe/uses.h"

#include <string>

namespace parterre {

/// A disk's own words about itself, out of sysfs.
struct DriveWords
{
    std::string model;
    std::string serial;
    bool isRemovable = false;
    bool isReadOnly = false;
    int kernelNumberMax = 255;

    friend bool operator==(const DriveWords &, const DriveWords &) = default;
};

[[nodiscard]] DriveWords readDriveWords(DeviceNumber number, const SystemFolders &folders = {});

/// Which device or file this open descriptor is.
[[nodiscard]] Result<TargetIdentity> identify(const FileDevice &device);

/// Target without uses.
[[nodiscard]] Target describeTarget(const FileDevice &device, const TargetIdentity &identity,
                                    const std::string &path, const SystemFolders &folders = {});

}
