// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/btrfs/btrfs_super.h"

namespace parterre {

/// What items of btrfs trees are ordered by.
struct BtrfsKey
{
    static constexpr std::size_t storedSize = 17;

    std::uint64_t object = 0;
    std::uint8_t type = 0;
    std::uint64_t offset = 0;

    /// Requires that it lies within `from`.
    [[nodiscard]] static BtrfsKey at(std::span<const std::byte> from, std::size_t at);
    friend auto operator<=>(const BtrfsKey &, const BtrfsKey &) = default;
};

/// A run of logical bytes and where its copies begin on the device.
struct BtrfsChunk
{
    std::uint64_t logical = 0;
    std::uint64_t size = 0;
    std::array<std::uint64_t, 2> at{};  ///< all of each copy lies on the device
    std::size_t copies = 1;

    friend bool operator==(const BtrfsChunk &, const BtrfsChunk &) = default;
};

/// The map from logical to physical bytes of one device.
///
/// Knows chunks whose bytes lie in order: single, DUP, and RAID 0 of one stripe. Unsupported are all
/// other profiles, and stripes on other devices (several devices, seeds).
class BtrfsChunks
{
public:
    static constexpr std::uint8_t itemType = 228;
    static constexpr std::size_t headSize = 48;     ///< of an item; its stripes follow
    static constexpr std::size_t stripeSize = 32;
    static constexpr std::size_t stripeUuidAt = 16;  ///< in a stripe: the device's

    /// The chunks that the superblock carries: those in which the chunk tree lies.
    [[nodiscard]] static Result<BtrfsChunks> inSuper(const BtrfsSuper &super);

    /// Adds the chunk that an item of the chunk tree, or of the superblock, tells of. Corrupt where it
    /// overlaps another or leaves the device.
    [[nodiscard]] Result<> add(const BtrfsSuper &super, const BtrfsKey &key, std::span<const std::byte> item);

    /// The chunk that holds all of the `size` bytes (> 0) from `logical`; null where there is none.
    [[nodiscard]] const BtrfsChunk *holding(std::uint64_t logical, std::uint64_t size) const;
    [[nodiscard]] const std::vector<BtrfsChunk> &all() const { return m_chunks; }
    /// Whether each chunk of `others` is one of these.
    [[nodiscard]] bool includes(const BtrfsChunks &others) const;

private:
    std::vector<BtrfsChunk> m_chunks;  ///< ascending
};

}
