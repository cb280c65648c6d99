// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/remap/in_place.h"
#include "tests/moves/mapped_disk.h"
#include "tests/support/table_viewer.h"

#include <string_view>

namespace parterre::test {

/// What a disk shows to whoever reads its table.
enum class State : std::uint8_t {
    Old,     ///< the old table, and every partition with its content
    Locked,  ///< nothing of what moves
    New,     ///< the new table, and every partition and clone with its content
    Lost,    ///< a table of partitions that do not hold what they should, or none
};

[[nodiscard]] std::string_view nameOf(State state);

/// Knows a disk from before a move, and what shall become of it, byte for byte.
class DiskJudge
{
public:
    /// `before` is an image from before the move, `words` what orderOf() is given.
    [[nodiscard]] static Result<DiskJudge> open(const std::string &before,
                                                const std::vector<std::string> &words);

    /// Of what moves, as Linux sees it; Lost, too, where UEFI would take another table than one of the three.
    /// Requires 512-byte sectors and the size of the disk from before.
    [[nodiscard]] State stateOf(std::span<const std::byte> disk) const;
    /// Whether what no move reaches is as it was.
    [[nodiscard]] bool isRestUntouched(std::span<const std::byte> disk) const;

    [[nodiscard]] std::span<const std::byte> before() const { return m_before.bytes(); }
    /// What the move may write to.
    [[nodiscard]] const std::vector<Extent> &reach() const { return m_reach; }

private:
    DiskJudge(MappedDisk before, remap::InPlaceOrder order);

    [[nodiscard]] State tableOf(const SeenTable &seen) const;
    [[nodiscard]] bool isNewTable(const std::vector<SeenPartition> &seen) const;
    [[nodiscard]] bool isLockedTable(const std::vector<SeenPartition> &seen) const;
    [[nodiscard]] bool holds(std::span<const std::byte> disk, const std::vector<Slot> &slots) const;
    [[nodiscard]] Offset originOf(const Extent &place) const;

    MappedDisk m_before;
    remap::InPlaceOrder m_order;
    std::vector<SeenPartition> m_old;
    std::vector<Extent> m_reach;
    std::vector<Extent> m_rest;
};

}
