// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/inventory.h"
#include "helper/block/file_device.h"
#include "helper/luks/keys.h"
#include "helper/probe/uses.h"
#include "helper/table/table_codec.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace parterre {

/// A file system on the disk.
struct FileSystemPlace
{
    FileSystemPlace(int inPartition, LayerPlace inLayer = {})
        : number(inPartition)
        , layer(std::move(inLayer))
    {}

    int number;  ///< of its partition
    LayerPlace layer;

    friend auto operator<=>(const FileSystemPlace &, const FileSystemPlace &) = default;
};

/// Everything about a target that had to be asked of a disk or of the operating system. What
/// follows from it is inventoryOf(), which asks nothing.
struct Snapshot
{
    Target target;  ///< without uses and without isSystemDisk
    TargetIdentity identity;
    TableReading reading;
    std::vector<Content> contents;  ///< of reading.partitions, in their order
    Machine machine;
    /// Files of unmounted file systems, by place and path; one that is there but not worth reading is empty.
    std::map<FileSystemPlace, std::map<std::string, std::string>> files;
    std::map<std::string, std::vector<std::byte>> firmware;  ///< Boot#### variables
    Capabilities capabilities;
    std::string fingerprint;
};

/// All I/O of a probe.
[[nodiscard]] Result<Snapshot> readSnapshot(FileDevice &device, const std::string &path, Keys &keys);

/// All thought of a probe.
[[nodiscard]] Inventory inventoryOf(const Snapshot &snapshot);

/// Files that a root (or boot) file system is asked for.
namespace probed {
inline constexpr const char *fstab = "/etc/fstab";
inline constexpr const char *cloudConfig = "/etc/cloud/cloud.cfg";
inline constexpr const char *partids = "/config.partids";
/// Where they may lie, the first that is there counts.
[[nodiscard]] const std::vector<std::string> &kiwiRepartModules();
}

/// The files of the one file system in `where`; none where it has no reader here.
[[nodiscard]] std::map<std::string, std::string> readProbedFiles(BlockDevice &disk, Extent where,
                                                                 ContentKind kind);

/// Hex of a 128-bit hash that changes with the table's own sectors, the sizes, the disk's identity
/// and the first 64 KiB of every partition.
[[nodiscard]] Result<std::string> fingerprintOf(BlockDevice &disk, const TableReading &reading,
                                                const std::string &identity);

}
