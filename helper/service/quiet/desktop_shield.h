// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <string>

namespace parterre {

/// Where udev has its things; tests give others.
struct UdevPlaces
{
    std::string control = "/run/udev/control";  ///< there while udev runs
    std::string rules = "/run/udev/rules.d";
    std::string program = "/usr/bin/udevadm";
    std::string devices = "/sys/dev/block";
};

/// Keeps desktops away from a disk: as long as the value lives, udev tells udisks to ignore it and its
/// partitions, so that nobody mounts a clone that is half written. When it ends they are announced
/// anew. The rule is in memory: what a killed program leaves is gone after a restart, or after the
/// next job on that disk.
class DesktopShield
{
public:
    /// `fd`: the open disk. Unsupported where it is no block device or udev does not run, Denied for
    /// others than root.
    [[nodiscard]] static Result<DesktopShield> raise(int fd, const UdevPlaces &places = {});
    DesktopShield(DesktopShield &&other) noexcept;
    DesktopShield &operator=(DesktopShield &&) = delete;
    ~DesktopShield();

private:
    DesktopShield(UdevPlaces places, std::string rule, std::string disk);

    UdevPlaces m_places;
    std::string m_rule;  ///< the rule's file; empty once moved from
    std::string m_disk;  ///< its folder in sysfs
};

/// The rule for the disk that the kernel calls `name` ("sdb").
[[nodiscard]] std::string shieldRule(const std::string &name);

}
