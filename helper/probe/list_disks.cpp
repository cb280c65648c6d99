// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/probe.h"
#include "helper/probe/target_facts.h"
#include "helper/probe/uses.h"

#include <algorithm>

namespace parterre {

namespace {

/// Disks that a person would think of: not their partitions, not what is made of other disks
/// (mappings, RAID), not memory. A loop device counts when partitions were found on it.
bool isListed(const Machine &machine, const KernelDevice &device)
{
    const auto named = [&](const char *start) { return device.name.starts_with(start); };
    if (device.disk || named("ram") || named("zram") || named("dm-") || named("sr") || named("fd")
        || named("md") || named("mtdblock")) {
        return false;
    }
    const bool hasPartitions =
        std::ranges::contains(machine.devices, std::optional(device.number), &KernelDevice::disk);
    return !device.loop || hasPartitions;
}

DiskSummary summaryOf(const Machine &machine, const KernelDevice &device)
{
    const DriveWords words = readDriveWords(device.number);
    DiskSummary summary{.path = device.title,
                        .model = words.model,
                        .serial = words.serial,
                        .size = device.size,
                        .isRemovable = words.isRemovable,
                        .isReadOnly = words.isReadOnly};
    const TargetIdentity identity{.device = device.number, .file = {}, .size = device.size};
    for (const Piece &piece : piecesOf(machine, identity)) {
        for (const Use &use : usesOf(machine, piece.device)) {
            if (!std::ranges::contains(summary.uses, use))
                summary.uses.push_back(use);
        }
    }
    summary.isSystemDisk = isOfSystem(summary.uses);
    return summary;
}

}

std::vector<DiskSummary> listDisks()
{
    const Machine machine = readMachine();
    std::vector<DiskSummary> disks;
    for (const KernelDevice &device : machine.devices) {
        if (isListed(machine, device))
            disks.push_back(summaryOf(machine, device));
    }
    std::ranges::sort(disks, {}, &DiskSummary::path);
    return disks;
}

}
