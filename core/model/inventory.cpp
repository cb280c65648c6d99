// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/inventory.h"

#include <algorithm>
#include <utility>

namespace parterre {

std::string_view referenceByName(Reference::By by)
{
    switch (by) {
    case Reference::By::DeviceNumber:
        return "number";
    case Reference::By::Uuid:
        return "uuid";
    case Reference::By::Label:
        return "label";
    case Reference::By::PartUuid:
        return "partuuid";
    case Reference::By::PartLabel:
        return "partlabel";
    case Reference::By::EfiBootEntry:
        return "efi-boot-entry";
    case Reference::By::LogicalVolume:
        return "logical-volume";
    }
    std::unreachable();
}

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
