// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>

#include <sys/stat.h>

namespace parterre {

/// What kind of thing holds the bytes, as far as it decides how much should be under way at once.
enum class Medium : std::uint8_t {
    Unknown,     ///< nobody says: a device in memory, a file system on a network or on several disks
    Rotational,  ///< has a head that must travel
    Stick,       ///< a memory card, or removable behind USB: does one thing at a time
    SolidState,
    Nvme,        ///< solid, with many queues
};

/// Whether to read much, then write much: a head travels less, and a stick does one thing at a time anyway.
[[nodiscard]] constexpr bool takesTurns(Medium medium)
{
    return medium == Medium::Rotational || medium == Medium::Stick;
}

/// What `file` lies on in the end: a block device by queue/rotational (kernel: ABI/stable/sysfs-block) and
/// where it hangs, a partition as its disk; an image as the device of its file system; a loop device as the
/// file that backs it, for what the kernel says of loop devices is 1 by default. Unknown where nobody says:
/// a virtual machine (virtio_blk says 1 of all its disks), tmpfs, a network, btrfs, which has no device of
/// its own. `sysfs`: tests give another.
[[nodiscard]] Medium mediumOf(const struct stat &file, const std::string &sysfs = "/sys");

}
