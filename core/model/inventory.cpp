// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/inventory.h"

#include <algorithm>

namespace parterre {

const Partition *findPartition(const Inventory &inventory, int number)
{
    const auto found = std::ranges::find(inventory.partitions, number, &Partition::number);
    return found == inventory.partitions.end() ? nullptr : &*found;
}

const ForeignIdentifier *findForeign(const Inventory &inventory, std::string_view value)
{
    const auto found = std::ranges::find(inventory.foreign, value, &ForeignIdentifier::value);
    return found == inventory.foreign.end() ? nullptr : &*found;
}

std::vector<Extent> freeSpace(const Inventory &inventory)
{
    std::vector<Extent> taken;
    for (const Partition &partition : inventory.partitions) {
        if (partition.entry != EntryKind::Extended)
            taken.push_back(partition.extent);
    }
    return gaps(inventory.table.usable, std::move(taken));
}

}
