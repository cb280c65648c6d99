// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

#include <array>
#include <optional>

namespace parterre {

using BtrfsUuid = std::array<std::byte, 16>;

/// Where a tree begins. Its place is a logical one (see BtrfsChunks).
struct BtrfsRoot
{
    std::uint64_t owner = 0;  ///< the tree's number
    std::uint64_t logical = 0;
    std::uint64_t generation = 0;
    std::uint8_t level = 0;  ///< 0: the root is a leaf
};

/// What the way to the extents needs of the superblock.
struct BtrfsSuper
{
    static constexpr std::uint64_t reserved = std::uint64_t{1} << 20;  ///< at the device's start
    static constexpr std::size_t recordSize = 4096;
    static constexpr std::size_t chunksAt = 811;  ///< in a record: where its chunks begin
    static constexpr std::size_t chunksMax = 2048;  ///< the room that they have, in bytes
    static constexpr std::array<std::uint64_t, 3> places{std::uint64_t{64} << 10, std::uint64_t{64} << 20,
                                                         std::uint64_t{256} << 30};

    BtrfsUuid treeUuid{};  ///< that its tree blocks carry
    BtrfsUuid deviceUuid{};
    /// Chunks and the device's item may name this one instead: a change of it was cut off. Never read.
    std::optional<BtrfsUuid> nextDeviceUuid = {};
    std::uint64_t deviceId = 0;
    std::uint64_t size = 0;  ///< of the device, in bytes, no more than the partition's
    std::uint64_t used = 0;  ///< sum of all extents, in bytes, each counted once
    std::uint32_t sectorSize = 0;
    std::uint32_t nodeSize = 0;
    std::uint16_t checksumKind = 0;
    BtrfsRoot rootTree;
    BtrfsRoot chunkTree;
    std::vector<std::byte> systemChunks;
};

/// Reads the superblock and its copies, which must all be of the same commit.
///
/// Refused: a tree log to be replayed, an error mark, an identifier change or conversion that was cut
/// off, copies of several generations. Unsupported: several devices, seeds, zones, stripe trees, and
/// every incompatible feature that is not known to leave the extent tree as it is.
[[nodiscard]] Result<BtrfsSuper> readBtrfsSuper(const RawView &view);
/// The same of the first superblock alone, which is the one that a mount goes by.
[[nodiscard]] Result<BtrfsSuper> readFirstBtrfsSuper(const RawView &view);

/// One of BtrfsSuper::places as it lies there. Corrupt where no whole superblock does.
[[nodiscard]] Result<std::vector<std::byte>> readBtrfsRecord(const RawView &view, std::uint64_t place);
/// The places at which a device of `deviceSize` bytes has a superblock, the first one first.
[[nodiscard]] std::span<const std::uint64_t> btrfsSuperPlaces(std::uint64_t deviceSize);

/// The UUID that stands at `at`, which must lie within.
[[nodiscard]] BtrfsUuid btrfsUuidAt(std::span<const std::byte> bytes, std::size_t at);

}
