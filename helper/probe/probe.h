// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/disk_summary.h"
#include "core/model/inventory.h"
#include "helper/block/file_device.h"
#include "helper/luks/keys.h"

#include <functional>
#include <string>
#include <vector>

namespace parterre {

/// Looks at a disk or an image: table, content, who uses it, what names it. Reads only.
///
/// `path` is for words and for looking up the device in sysfs; all bytes come through `device`.
/// Everything that the operating system says is read first (Snapshot), then thought about.
/// Without `keys` what is locked stays so.
/// @{
[[nodiscard]] Result<Inventory> probe(FileDevice &device, const std::string &path, Keys &keys);
[[nodiscard]] Result<Inventory> probe(FileDevice &device, const std::string &path);
/// @}

/// What is no container, in a partition or in a volume of one.
struct FoundLayer
{
    ContentKind kind{};
    LayerPlace place;
};
/// Is shown every such layer while it is open: `where` on `disk`.
using LayerVisitor = std::function<void(BlockDevice &disk, Extent where, const FoundLayer &layer)>;

/// Content of one extent, by libblkid and the superblocks' own counters. Never fails on what the
/// bytes say: strange content is Unknown. In a container everything that `keys` and the kind allow is looked
/// at, too. Also used to read identifiers back.
/// @{
[[nodiscard]] Result<Content> probeContent(BlockDevice &disk, Extent where, Keys &keys,
                                           const LayerVisitor &visit = {});
[[nodiscard]] Result<Content> probeContent(BlockDevice &disk, Extent where);
/// @}

/// The disks of this machine, by path; loop devices with a partitioned backing file among them.
[[nodiscard]] std::vector<DiskSummary> listDisks();

}
