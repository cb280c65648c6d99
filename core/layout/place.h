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
        NoRoomToGrow,      ///< `missing` bytes behind it are not free
        TakenByHand,       ///< the place that the user chose is not free; `missing` is its start
        MisalignedByHand,  ///< ... is off the grain
        // Of what has to move over data (inPlaceMove()):
        LogicalInMotion,   ///< it is a logical partition, or the container
        BootLoaderInMotion,  ///< it holds a boot loader that is found by its place
        TornInMotion,  ///< it does not begin at a multiple of 4096, or something follows its last block
        NoJournal,  ///< `missing` bytes that neither layout uses
        NoScratch,  ///< ...
        NoEntryToHide,  ///< the table has not so many entries as hiding what moves takes
    };
    Kind kind = Kind::NoSpace;
    int number = 0;  ///< the origin
    int cloneIndex = 0;  ///< for places by hand
    int wanted = 0;
    int fitting = 0;
    Bytes missing;

    friend bool operator==(const PlaceProblem &, const PlaceProblem &) = default;
};

/// Gives every item an extent, by the design's policy. Items that found no room stay unplaced.
/// In free-space placement nothing is ever put where an entry of the disk lies today, but for origins that
/// the user puts where data is about to leave. In adjacent placement that happens where nothing else would
/// do.
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
