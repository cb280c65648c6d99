// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/item.h"

#include <string>
#include <vector>

namespace parterre {

/// Why the items of one origin could not be put where the policy wants them.
struct PlaceProblem
{
    enum class Kind : std::uint8_t {
        NoSpace,           ///< `wanted` clones, room for `fitting`; `missing` bytes more would do
        PrimariesFull,     ///< MBR: no primary entry left for `wanted - fitting` clones
        NoRoomForEbr,      ///< the bytes are there, but not the sectors for the boot records
        NeedsInPlaceMove,  ///< `missing` bytes of data would have to move over each other
        OutOfOrder,        ///< adjacent: this partition lies before one that the table has earlier
        TakenByHand,       ///< the place that the user chose is not free; `missing` is its start
        InPlaceByHand,     ///< ... is free but for data that shall leave it: its own or another's
        MisalignedByHand,  ///< ... is off the grain
    };
    Kind kind = Kind::NoSpace;
    int number = 0;      ///< the origin
    int cloneIndex = 0;  ///< for places by hand
    int wanted = 0;
    int fitting = 0;
    Bytes missing;

    friend bool operator==(const PlaceProblem &, const PlaceProblem &) = default;
};

/// Gives every item an extent, by the design's policy. Items that found no room stay unplaced.
/// Nothing is ever put where an entry of the disk lies today, but for clones that take over the
/// data in place, and for layouts that come with a NeedsInPlaceMove problem.
[[nodiscard]] std::vector<PlaceProblem> place(std::vector<Item> &items, const Inventory &inventory,
                                              const Design &design);

/// The two policies; see Placement.
[[nodiscard]] std::vector<PlaceProblem> placeInFreeSpace(std::vector<Item> &items, const Inventory &inventory,
                                                         const Design &design);
[[nodiscard]] std::vector<PlaceProblem> placeAdjacent(std::vector<Item> &items, const Inventory &inventory);

/// Where new entries of this kind may lie: the table's space, or the inside of the extended
/// container without the sectors that boot records need. Ascending, none covered by an entry.
[[nodiscard]] std::vector<Extent> roomFor(EntryKind entry, const Inventory &inventory);

}
