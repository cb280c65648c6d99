// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/btrfs/btrfs_chunks.h"

#include <functional>

namespace parterre {

/// Where tree blocks are read from.
struct BtrfsVolume
{
    const RawView &view;
    const BtrfsSuper &super;
    const BtrfsChunks &chunks;
};

/// The items of the root tree that tell of trees.
struct BtrfsRootItem
{
    static constexpr std::uint8_t type = 132;
    static constexpr std::size_t sizeMin = 239;  ///< of the first version, without UUIDs
};

/// What comes before the items' data in a leaf: a head, and one entry for each item. The data lie at the end.
struct BtrfsLeaf
{
    static constexpr std::size_t headSize = 101;
    static constexpr std::size_t entrySize = 25;
};

/// An item of a leaf; `data` lives as long as the call that it is given to.
struct BtrfsItem
{
    BtrfsKey key;
    std::span<const std::byte> data;
    std::uint64_t leaf = 0;  ///< logical
    std::size_t at = 0;  ///< of `data` in the leaf
};

/// The items to be visited: from `first` to `last`, both inclusive.
struct BtrfsRange
{
    BtrfsKey first;
    BtrfsKey last{.object = ~std::uint64_t{0}, .type = 0xFF, .offset = ~std::uint64_t{0}};
};

/// Visits the items of a tree within `range`, ascending, and ends at the visitor's first error.
///
/// Of every block on the way: checksum, file system, place, owner, level, generation, the first key
/// that its parent promises, ascending keys, the bounds of items. Corrupt where one is wrong. As keys
/// ascend over the whole walk, no block is read twice but in vain: loops end. A level holds no more
/// than 1 MiB of blocks in memory; the children of a node are read together in the order of the disk.
[[nodiscard]] Result<> walkBtrfsTree(const BtrfsVolume &volume, const BtrfsRoot &root,
                                     const BtrfsRange &range,
                                     const std::function<Result<>(const BtrfsItem &)> &visit);

/// Where the tree `number` begins, as the root tree says. Corrupt where it does not.
[[nodiscard]] Result<BtrfsRoot> findBtrfsTree(const BtrfsVolume &volume, std::uint64_t number);

/// Where the copies of the tree block at `logical` lie in the partition.
[[nodiscard]] Result<std::vector<std::uint64_t>> btrfsPlacesOf(const BtrfsVolume &volume,
                                                               std::uint64_t logical);

/// Whether `block` is the tree block of `volume` that belongs at `logical`: its checksum, file system and
/// place. Corrupt where it is not.
[[nodiscard]] Result<> checkBtrfsBlock(const BtrfsVolume &volume, std::span<const std::byte> block,
                                       std::uint64_t logical);

/// All chunks of the device, which must be the only one.
[[nodiscard]] Result<BtrfsChunks> readBtrfsChunks(const RawView &view, const BtrfsSuper &super);

}
