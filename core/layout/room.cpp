// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/place.h"

#include <algorithm>

namespace parterre {

namespace {

/// Sectors kept free before and after what lies in an extended container: one for the boot record
/// that is in use, one for its successor, so that a new chain never overwrites the old one.
constexpr std::int64_t bootRecordSectors = 2;

const Partition *container(const Inventory &inventory)
{
    const auto found = std::ranges::find(inventory.partitions, EntryKind::Extended, &Partition::entry);
    return found == inventory.partitions.end() ? nullptr : &*found;
}

std::vector<Extent> roomInContainer(const Inventory &inventory, Extent whole)
{
    std::vector<Extent> taken;
    for (const Partition &partition : inventory.partitions) {
        if (partition.entry == EntryKind::Logical)
            taken.push_back(partition.extent);
    }
    const Bytes reserve = inventory.table.sectorSize * bootRecordSectors;
    std::vector<Extent> result;
    for (const Extent &gap : gaps(whole, std::move(taken))) {
        const bool isLast = gap.end() == whole.end();
        const Bytes lost = isLast ? reserve : reserve * 2;
        if (gap.size > lost)
            result.push_back({.begin = gap.begin + reserve, .size = gap.size - lost});
    }
    return result;
}

}

std::vector<Extent> roomFor(EntryKind entry, const Inventory &inventory)
{
    const Partition *const extended = container(inventory);
    if (entry == EntryKind::Logical)
        return extended == nullptr ? std::vector<Extent>() : roomInContainer(inventory, extended->extent);
    std::vector<Extent> taken;
    for (const Partition &partition : inventory.partitions)
        taken.push_back(partition.extent);
    return gaps(inventory.table.usable, std::move(taken));
}

}
