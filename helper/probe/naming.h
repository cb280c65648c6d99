// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/inventory.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// How a configuration file names a partition: "UUID=...", "/dev/sda5".
struct Naming
{
    Reference::By by = Reference::By::DeviceNumber;
    std::string text;   ///< as it stands in the file, without quotes
    std::string key;    ///< as Reference::key

    friend bool operator==(const Naming &, const Naming &) = default;
};

/// Nullopt for what names no partition of a disk, and no logical volume: tmpfs, //server/share,
/// /dev/mapper/x.
[[nodiscard]] std::optional<Naming> parseNaming(const std::string &source);

/// The number of the partition that is named, 0 where none of `partitions` is. Of several with the
/// same label or UUID the first. A device node is taken to be of this disk: whoever wrote it was
/// booted from it.
[[nodiscard]] int resolve(const Naming &naming, const std::vector<Partition> &partitions);

}
