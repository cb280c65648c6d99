// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/result/result.h"
#include "core/units/extent.h"
#include "helper/block/block_device.h"

#include <vector>

namespace parterre {

/// What a reader found: extents on the disk, ascending and not touching, within `where`. An error is
/// the reader's doubt: Corrupt where the bytes contradict themselves, Unsupported where they ask for
/// what the reader does not know, Refused where they may be out of date (journal, dirty mark).
using UsedExtents = Result<std::vector<Extent>>;

/// One reader for each kind, in KIND.cpp. Each checks every checksum and bound on its way.
[[nodiscard]] UsedExtents readExtAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readXfsAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readBtrfsAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readFatAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readExFatAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readNtfsAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readF2fsAllocation(BlockDevice &disk, Extent where);
/// The header page and what is behind its end: what was swapped out means nothing to a clone. Refused where
/// it holds a sleeping system.
[[nodiscard]] UsedExtents readSwapAllocation(BlockDevice &disk, Extent where);
/// From the start to their own length; what is behind it too, unless its first and last MiB are zeros.
[[nodiscard]] UsedExtents readSquashfsAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readErofsAllocation(BlockDevice &disk, Extent where);
[[nodiscard]] UsedExtents readIso9660Allocation(BlockDevice &disk, Extent where);
/// Labels, metadata areas and the extents that logical volumes have; inside a linear volume only
/// what its own content uses.
[[nodiscard]] UsedExtents readLvmAllocation(BlockDevice &disk, Extent where);
/// Of a member of a RAID1 all that is not the array's data, and of that what its own content uses.
[[nodiscard]] UsedExtents readMdAllocation(BlockDevice &disk, Extent where);

}
