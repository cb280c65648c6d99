// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/uuid.h"
#include "helper/block/block_device.h"

namespace parterre {

/// Bytes, and where in the partition they are to stand.
struct BtrfsWrite
{
    std::uint64_t at = 0;
    std::vector<std::byte> bytes;
};

/// What has to be written so that a btrfs shares with its origin no identifier but the UUID of the file
/// system itself, for which there is btrfstune, and the keys of the UUID tree, for which there is
/// btrfs rescue. No maintained program changes what is left: the UUIDs of device and subvolumes.
struct BtrfsRelabel
{
    std::vector<BtrfsWrite> blocks;  ///< each copy of each tree block that changes
    std::vector<BtrfsWrite> supers;  ///< the first superblock, which a mount goes by, is the last
    bool hasUuidTree = false;

    [[nodiscard]] bool isDone() const { return blocks.empty() && supers.empty() && !hasUuidTree; }
};

/// Reads and checks all that is to be changed, in every copy, and writes nothing. The device's UUID becomes
/// that of subIdText(), those of subvolumes successors by `drawn` (helper/identity/successor.h). A
/// metadata UUID, which btrfstune does not go along with, becomes that of the file system.
///
/// What an earlier run of the same writes has left, wherever it was cut off, is taken up: the outcome is
/// the same. Copies of the superblock are made again from the first. Corrupt, Refused and Unsupported
/// where there is any doubt; see readBtrfsSuper() and walkBtrfsTree().
[[nodiscard]] Result<BtrfsRelabel> planBtrfsRelabel(BlockDevice &disk, Extent where, const Uuid &drawn);

/// Writes the blocks, and when they are durable the superblocks, one by one; durable when it returns.
[[nodiscard]] Result<> carryOutBtrfsRelabel(BlockDevice &disk, Extent where, const BtrfsRelabel &relabel);

/// Whether every tree block carries `fsid`, and is the same in every copy: btrfstune, when it takes up what
/// it was cut off in, leaves the second copy of a block whose first was written.
[[nodiscard]] Result<bool> isBtrfsCalledThroughout(BlockDevice &disk, Extent where, const Uuid &fsid);

}
