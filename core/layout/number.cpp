// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/number.h"

#include <algorithm>
#include <set>

namespace parterre {

namespace {

constexpr int firstLogical = 5;

void numberInOrder(std::vector<Item> &items, bool isMbr)
{
    int primary = 1;
    int logical = firstLogical;
    for (Item &item : items) {
        if (!item.isPlaced)
            continue;
        const bool isLogical = isMbr && item.entry == EntryKind::Logical;
        item.number = isLogical ? logical++ : primary++;
    }
}

void keepNumbers(std::vector<Item> &items, bool isMbr)
{
    std::set<int> used;
    for (Item &item : items) {
        if (item.existing != nullptr) {
            item.number = item.existing->number;
            used.insert(item.number);
        }
    }
    for (Item &item : items) {
        if (item.existing != nullptr || !item.isPlaced)
            continue;
        item.number = isMbr && item.entry == EntryKind::Logical ? firstLogical : 1;
        while (used.contains(item.number))
            ++item.number;
        used.insert(item.number);
    }
}

}

void number(std::vector<Item> &items, const Inventory &inventory, Numbering numbering)
{
    const bool isMbr = inventory.table.kind == TableKind::Mbr;
    if (numbering == Numbering::Kiwi)
        numberInOrder(items, isMbr);
    else
        keepNumbers(items, isMbr);
}

}
