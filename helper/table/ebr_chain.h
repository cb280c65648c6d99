// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/table/mbr_sector.h"

#include <vector>

namespace parterre {

/// One sector of the chain of an extended partition, with the logical partition that it names.
struct EbrLink
{
    Offset at;        ///< of the sector itself
    Extent logical;   ///< empty where the sector names none
    std::uint8_t type = 0;
    bool isActive = false;

    friend bool operator==(const EbrLink &, const EbrLink &) = default;
};

/// Follows the chain that begins with `container`. Corrupt where it loops, leaves the container,
/// is longer than any table can be, or a sector of it lies in a logical partition.
[[nodiscard]] Result<std::vector<EbrLink>> readEbrChain(BlockDevice &disk, Extent container,
                                                        Bytes sectorSize);

}
