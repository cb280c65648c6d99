// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/allocation/allocation.h"

namespace parterre {

/// How much may be stacked in a volume: hostile bytes could stack without end.
enum class Stacking : std::uint8_t {
    VolumeGroup,  ///< a physical volume of LVM, as in an array
    None,         ///< nothing that has volumes of its own
};

/// What the content that probeContent() finds in a whole volume uses. All of it, and why, where its reader
/// doubts, where it begins with a partition table (what else it seems to be is a leftover), and where it is
/// stacked higher than `allowed`. An error is one of the device.
[[nodiscard]] Result<Allocation> allocationInside(BlockDevice &disk, Extent volume, Stacking allowed);

}
