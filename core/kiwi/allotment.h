// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/entry.h"
#include "core/model/partition.h"

namespace parterre::kiwi {

/// The disk on which partitions are made.
struct Ground
{
    Table table;  ///< with the space that it leaves
    Bytes size;
    std::int64_t startSector = 2048;
    bool isExtendedLayout = false;
};

/// Where one partition came to lie.
struct Place
{
    std::size_t entry = 0;  ///< in the list of entries
    int cloneIndex = 0;     ///< 0: the origin
    int number = 0;
    EntryKind where = EntryKind::Primary;
    Extent extent;

    friend bool operator==(const Place &, const Place &) = default;
};

struct Allotment
{
    std::vector<Place> places;         ///< in the order of the table
    std::optional<Extent> container;   ///< extended partition 4

    friend bool operator==(const Allotment &, const Allotment &) = default;
};

/// Puts one behind the other as sgdisk (GPT) and fdisk (MBR) do at KIWI's word: to the sector. Fails with
/// Invalid where they find no room or no entry.
[[nodiscard]] Result<Allotment> allot(const std::vector<Entry> &entries, const Ground &ground);

}
