// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/comparison.h"

#include "core/kiwi/import.h"
#include "core/layout/designed.h"
#include "core/layout/lineage.h"
#include "core/model/part_types.h"
#include "core/text/describe.h"

#include <algorithm>

namespace parterre::kiwi {

namespace {

std::string placeText(Extent extent)
{
    return exactSizeText(extent.size) + " at " + exactSizeText(Bytes(extent.begin.bytes()));
}

/// What is other in `made`; the first that a person would see.
std::string difference(const Slot &wanted, const Slot &made, TableKind table)
{
    if (wanted.partidsName != made.partidsName || wanted.cloneIndex != made.cloneIndex)
        return "comes where KIWI makes \"" + made.partidsName + "\"";
    if (wanted.extent != made.extent || wanted.entry != made.entry)
        return "has " + placeText(wanted.extent) + ", where KIWI makes " + placeText(made.extent);
    if (wanted.number != made.number)
        return "would be number " + std::to_string(made.number);
    if (wanted.type != made.type)
        return "is of the type " + typeText(table, wanted.type) + ", which KIWI makes "
            + typeText(table, made.type);
    if (wanted.name != made.name)
        return "is called \"" + wanted.name + "\" in the table, which KIWI calls \"" + made.name + "\"";
    if (wanted.isActive != made.isActive)
        return wanted.isActive ? "is active, which KIWI does not make it"
                               : "is not active, and KIWI makes it so";
    return {};
}

std::vector<const Slot *> inOrder(const Layout &layout)
{
    std::vector<const Slot *> slots;
    for (const Slot &slot : layout.slots)
        slots.push_back(&slot);
    std::ranges::sort(slots, {},
                      [](const Slot *slot) { return std::pair(slot->extent.begin, slot->number); });
    return slots;
}

}

std::vector<Obstacle> differences(const Layout &layout, const Description &description)
{
    const auto imported = importDescription(description, {}, Uuid::draw);
    if (!imported)
        return {{.number = 0, .why = "cannot be described: " + imported.error().detail}};
    const Inventory drawn = inventoryOf(*imported->design.drawing);
    const Layout made = designedLayout(drawn, imported->design, lineages(drawn)).layout;
    const std::vector<const Slot *> wanted = inOrder(layout);
    const std::vector<const Slot *> others = inOrder(made);
    std::vector<Obstacle> result;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        std::string why = i < others.size() ? difference(*wanted[i], *others[i], layout.table.kind)
                                            : std::string("is one more than KIWI makes");
        if (!why.empty())
            result.push_back({.number = wanted[i]->number, .why = std::move(why)});
    }
    if (others.size() > wanted.size())
        result.push_back(
            {.number = 0, .why = "has no \"" + others[wanted.size()]->partidsName + "\", which KIWI makes"});
    return result;
}

}
