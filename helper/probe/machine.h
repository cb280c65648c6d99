// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/partition.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// What the kernel calls a block device, whatever names it has in /dev.
struct DeviceNumber
{
    unsigned major = 0;
    unsigned minor = 0;

    friend auto operator<=>(const DeviceNumber &, const DeviceNumber &) = default;
};

/// A file, whatever path leads to it: st_dev and st_ino.
struct FileIdentity
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;
};

/// What a loop device shows.
struct LoopBacking
{
    FileIdentity file;
    std::optional<DeviceNumber> device;  ///< where that file is itself a block device
    Extent extent;                       ///< of it; size 0: up to its end

    friend bool operator==(const LoopBacking &, const LoopBacking &) = default;
};

/// One block device of this machine, as sysfs and libblkid see it.
struct KernelDevice
{
    DeviceNumber number;
    std::string name;   ///< "sda1", "dm-0"
    std::string title;  ///< for a person: "/dev/sda1", the name of a mapping
    Bytes size;
    std::optional<DeviceNumber> disk;   ///< the disk that it is a partition of
    Offset start;                       ///< on that disk
    std::vector<DeviceNumber> holders;  ///< the devices that stand on it
    std::optional<LoopBacking> loop;
    std::vector<std::string> identifiers;  ///< lower case: UUIDs of content, table and entry

    friend bool operator==(const KernelDevice &, const KernelDevice &) = default;
};

/// A device in use by name: a mount point or a swap area.
struct DirectUse
{
    DeviceNumber device;
    Use use;

    friend bool operator==(const DirectUse &, const DirectUse &) = default;
};

/// All block devices and who uses them, at one moment.
struct Machine
{
    std::vector<KernelDevice> devices;
    std::vector<DirectUse> uses;

    friend bool operator==(const Machine &, const Machine &) = default;
};

/// Where the operating system is looked at; tests put folders of their own here.
struct SystemFolders
{
    std::string sys = "/sys";
    std::string proc = "/proc";
    std::string dev = "/dev";
    std::string udev = "/run/udev/data";
    /// Folders whose devices carry the running system, also where no mount of this namespace shows it.
    std::vector<std::string> system{"/", "/usr", "/boot"};
};

/// Reads all devices and uses, but no identifiers. What cannot be read is not there: a device may go away
/// while it is looked at.
[[nodiscard]] Machine readMachine(const SystemFolders &folders = {});
/// Mount points and swap areas by device; a part of readMachine().
[[nodiscard]] std::vector<DirectUse> readDirectUses(const SystemFolders &folders);
/// Fills in KernelDevice::identifiers: by libblkid where the device can be opened, else from udev's notes.
void readIdentifiers(Machine &machine, const SystemFolders &folders = {});

}
