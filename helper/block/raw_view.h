// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/block/little_endian.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parterre {

/// The bytes of one partition, for readers of superblocks: never outside of the extent, never more
/// than readMax at once, whatever the numbers on the disk ask for.
class RawView
{
public:
    static constexpr std::size_t readMax = std::size_t{4} << 20;

    RawView(BlockDevice &disk, Extent where)
        : m_disk(disk)
        , m_where(where)
    {}

    [[nodiscard]] std::uint64_t size() const { return static_cast<std::uint64_t>(m_where.size.count()); }
    /// `count` bytes from `at`, counted from the partition's start. Corrupt where they are not all
    /// in it or are more than readMax: somebody believed a number that cannot be true.
    [[nodiscard]] Result<std::vector<std::byte>> read(std::uint64_t at, std::size_t count) const;

private:
    BlockDevice &m_disk;
    Extent m_where;
};

/// count * each, where that is an amount of storage at all.
[[nodiscard]] std::optional<Bytes> amount(std::uint64_t count, std::uint64_t each);

/// Whether `value` is a power of two between `least` and `most`.
[[nodiscard]] constexpr bool isPowerBetween(std::uint64_t value, std::uint64_t least, std::uint64_t most)
{
    return std::has_single_bit(value) && value >= least && value <= most;
}

}
