// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/uuid.h"
#include "helper/btrfs/btrfs_tree.h"

#include <map>

namespace parterre {

/// A UUID in a leaf and what it is to be, which it may be already.
struct BtrfsIdentifier
{
    std::size_t at = 0;  ///< in the leaf
    BtrfsUuid uuid{};
};

/// A leaf of a tree that has identifiers.
struct BtrfsNamedLeaf
{
    /// In the leaf: the bytes between the items' entries and their data. What was there once is there still.
    /// @{
    std::size_t gapBegin = BtrfsLeaf::headSize;
    std::size_t gapEnd = 0;
    /// @}
    std::vector<BtrfsIdentifier> identifiers;
};

/// What identifies a btrfs besides the UUID of the file system itself.
struct BtrfsIdentifiers
{
    std::map<std::uint64_t, BtrfsNamedLeaf> leaves;  ///< by their logical places
    bool hasUuidTree = false;  ///< whose keys are UUIDs of subvolumes
};

/// The device's UUID, in its item and in every chunk, becomes the super's nextDeviceUuid, which must be
/// there. The UUIDs of subvolumes, those of their parents, and the chunk tree's in the extents of the
/// device get the successors that `drawn` gives them.
///
/// A received_uuid says of which subvolume the content is, mostly of one in another file system, and is
/// what btrfs receive finds the base of an incremental stream by. A clone has that content as well, so
/// it stays; but where it names a subvolume of this very file system, it follows that.
[[nodiscard]] Result<BtrfsIdentifiers> gatherBtrfsIdentifiers(const BtrfsVolume &volume, const Uuid &drawn);

[[nodiscard]] BtrfsUuid btrfsUuid(const Uuid &uuid);

}
