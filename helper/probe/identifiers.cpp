// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/lower_case.h"
#include "helper/block/file_descriptor.h"
#include "helper/block/small_file.h"
#include "helper/probe/machine.h"

#include <algorithm>
#include <array>
#include <blkid/blkid.h>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>

#include <fcntl.h>

namespace parterre {

namespace {

using Probe = std::unique_ptr<std::remove_pointer_t<blkid_probe>, decltype(&blkid_free_probe)>;

void add(std::vector<std::string> &identifiers, const std::string &value)
{
    std::string lower = lowerCase(value);
    if (!lower.empty() && !std::ranges::contains(identifiers, lower))
        identifiers.push_back(std::move(lower));
}

/// Nullopt where the device cannot be looked into.
std::optional<std::vector<std::string>> askBlkid(const std::string &node)
{
    const FileDescriptor device(::open(node.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const Probe probe(blkid_new_probe(), &blkid_free_probe);
    if (!device.isOpen() || !probe || blkid_probe_set_device(probe.get(), device.value(), 0, 0) != 0)
        return std::nullopt;
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(), BLKID_SUBLKS_UUID | BLKID_SUBLKS_TYPE);
    blkid_probe_enable_partitions(probe.get(), 1);
    blkid_probe_set_partitions_flags(probe.get(), BLKID_PARTS_ENTRY_DETAILS);
    if (blkid_do_safeprobe(probe.get()) < 0)
        return std::nullopt;
    std::vector<std::string> identifiers;
    for (const char *name : {"UUID", "UUID_SUB", "PTUUID", "PART_ENTRY_UUID"}) {
        const char *data = nullptr;
        std::size_t size = 0;
        if (blkid_probe_lookup_value(probe.get(), name, &data, &size) == 0 && data != nullptr)
            add(identifiers, std::string(data, ::strnlen(data, size)));
    }
    return identifiers;
}

/// What udev noted when it looked at the device: lines like "E:ID_FS_UUID=...".
std::vector<std::string> askUdev(DeviceNumber number, const std::string &folder)
{
    constexpr std::array<std::string_view, 4> names{
        "E:ID_FS_UUID=", "E:ID_FS_UUID_SUB=", "E:ID_PART_TABLE_UUID=", "E:ID_PART_ENTRY_UUID="};
    const std::string path =
        folder + "/b" + std::to_string(number.major) + ":" + std::to_string(number.minor);
    std::vector<std::string> identifiers;
    for (const std::string &line : linesIn(readSmallFile(path).value_or(""))) {
        for (const std::string_view name : names) {
            if (line.starts_with(name))
                add(identifiers, line.substr(name.size()));
        }
    }
    return identifiers;
}

}

void readIdentifiers(Machine &machine, const SystemFolders &folders)
{
    for (KernelDevice &device : machine.devices) {
        std::optional<std::vector<std::string>> found = askBlkid(folders.dev + "/" + device.name);
        device.identifiers = found ? *std::move(found) : askUdev(device.number, folders.udev);
    }
}

}
