// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/layout/place.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

namespace parterre {

/// Where the data of one partition goes within the disk.
struct Relocation
{
    int partition = 0;     ///< the inventory's number
    Extent source;         ///< what of it is data: less than its entry where it was made smaller before
    std::vector<Offset> destinations;  ///< ascending; the source's own begin among them where it stays, too
    ContentKind kind{};
    Bytes used;  ///< about so much of it; all of the source where nobody knows

    friend bool operator==(const Relocation &, const Relocation &) = default;
};

/// All data that moves or is cloned where some of it has to go where other data still lies, and the room that
/// there is for it (docs/in-place-move.md). What it takes is worked out for whole partitions; less of it is
/// moved where the contents say what they use.
struct InPlaceMove
{
    std::vector<Relocation> relocations;  ///< by the inventory's numbers
    std::array<Extent, 2> journal;
    std::vector<Extent> scratch;  ///< free in both layouts, and not the journal's; whole blocks of 4096
    /// Everything that is read or written until all of the new layout is there, but for the journal: what the
    /// table has to hide. Ascending, not touching.
    std::vector<Extent> places;
    Bytes moved;  ///< bytes written where they shall be
    Bytes staged;  ///< ... and to scratch on the way
    std::int64_t epochs = 0;  ///< each ends with a flush of the disk

    friend bool operator==(const InPlaceMove &, const InPlaceMove &) = default;
};

/// How a layout comes to be from the disk as it is: nothing where all of its data finds its place without
/// overwriting any that lies on the disk. A problem where it cannot.
[[nodiscard]] std::expected<std::optional<InPlaceMove>, PlaceProblem>
inPlaceMove(const Layout &designed, const Inventory &inventory, Blocks blocks);

/// What of this partition's entry is data that `designed` keeps: less than all where it shall be smaller.
[[nodiscard]] Extent keptData(const Partition &partition, const Layout &designed);

}
