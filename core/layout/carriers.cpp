// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/carriers.h"

#include "core/model/layers.h"

#include <algorithm>

namespace parterre {

namespace {

void add(std::vector<std::string> &identifiers, const std::string &identifier)
{
    if (!identifier.empty())
        identifiers.push_back(identifier);
}

void add(Carriers &carriers, const std::string &identifier, const Slot &slot)
{
    std::vector<const Slot *> &slots = carriers[identifier];
    if (slots.empty() || slots.back() != &slot)
        slots.push_back(&slot);
}

}

std::vector<std::string> identifiersOf(const Content &content)
{
    std::vector<std::string> identifiers;
    for (const Layer &layer : layersOf(content)) {
        add(identifiers, layer.content->uuid);
        add(identifiers, layer.content->subUuid);
        add(identifiers, layer.content->groupUuid);
        if (layer.content->kind == ContentKind::LvmPv)
            add(identifiers, layer.content->label);
        if (layer.volume != nullptr)
            add(identifiers, layer.volume->uuid);
    }
    return identifiers;
}

std::string setOf(const Content &content)
{
    if (content.kind == ContentKind::LvmPv)
        return content.groupUuid;
    const bool isMember = content.kind == ContentKind::MdMember
        || (content.kind == ContentKind::Btrfs && content.deviceCount > 1);
    return isMember ? content.uuid : std::string();
}

bool isOneSet(const std::vector<const Slot *> &slots)
{
    const std::string set = slots.empty() ? std::string() : setOf(slots.front()->content);
    return !set.empty()
        && std::ranges::all_of(slots, [&](const Slot *slot) { return setOf(slot->content) == set; });
}

Carriers carriersOf(const Layout &layout)
{
    Carriers carriers;
    for (const Slot &slot : layout.slots) {
        for (const std::string &identifier : identifiersOf(slot.content))
            add(carriers, identifier, slot);
        if (!slot.guid.empty())
            add(carriers, slot.guid, slot);
    }
    return carriers;
}

}
