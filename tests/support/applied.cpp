// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/applied.h"

namespace parterre::test {

Inventory applied(const Inventory &inventory, const Layout &layout)
{
    Inventory after = inventory;
    after.partitions.clear();
    for (const Slot &slot : layout.slots) {
        Partition partition;
        partition.number = slot.number;
        partition.entry = slot.entry;
        partition.extent = slot.extent;
        partition.type = slot.type;
        partition.name = slot.name;
        partition.guid = slot.guid;
        partition.attributes = slot.attributes;
        partition.isActive = slot.isActive;
        partition.content = slot.content;
        partition.mountPoint = slot.mountPoint;
        after.partitions.push_back(std::move(partition));
    }
    after.partids = layout.partids;
    after.fingerprint += "+";
    return after;
}

}
