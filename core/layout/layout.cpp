// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/designed.h"
#include "core/layout/identity_text.h"
#include "core/layout/label_text.h"
#include "core/layout/new_identity.h"
#include "core/layout/number.h"
#include "core/layout/partids_keys.h"
#include "core/model/part_types.h"
#include "core/partids/partids.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace parterre {

namespace {

// UEFI 2.10 section 5.3.3, and the Discoverable Partitions Specification.
constexpr std::uint64_t legacyBootAttribute = std::uint64_t{1} << 2U;
constexpr std::uint64_t noAutoAttribute = std::uint64_t{1} << 63U;

/// "1234abcd-05": how Linux names an MBR partition by UUID.
std::string mbrPartUuid(const std::string &tableId, int number)
{
    std::array<char, 8> suffix{};
    (void)std::snprintf(suffix.data(), suffix.size(), "-%02x", static_cast<unsigned>(number));
    return (tableId.starts_with("0x") ? tableId.substr(2) : tableId) + suffix.data();
}

Role roleOf(const Item &item)
{
    if (item.cloneIndex > 0)
        return Role::Clone;
    return item.hasClones ? Role::Origin : Role::Other;
}

Content cloneContent(const Item &item, Target::Kind target)
{
    Content content = item.source->content;
    const bool isUnchanged = item.design != nullptr && item.design->isClonedUnchanged;
    if (isUnchanged)
        return content;
    // A drawn origin gets its identifier when it is made; that of its clone is drawn already.
    if (content.uuid.empty() && target == Target::Kind::Drawing && hasIdentifier(content.kind))
        content.uuid = contentIdText(content.kind, item.clone->content);
    if (item.source->content.uuid.empty())
        return content;
    return identified(content, identityOf(content, item.clone->content, content));
}

/// What an entry has that is on the disk already, whatever number it gets.
void describeExisting(Slot &slot, const Partition &existing)
{
    slot.type = existing.type;
    slot.guid = existing.guid;
    slot.attributes = existing.attributes;
    slot.isActive = existing.isActive;
    slot.content = existing.content;
    slot.mountPoint = existing.mountPoint;
}

void describeNew(Slot &slot, const Item &item, const Inventory &inventory, const Cloning &cloning)
{
    const TableKind table = inventory.table.kind;
    slot.isNew = true;
    slot.type = cloning.types == CloneTypes::AsOrigin ? item.source->type : cloneType(table, *item.source);
    slot.attributes = item.source->attributes & ~legacyBootAttribute;
    if (table == TableKind::Gpt && cloning.autoMount == AutoMount::Never)
        slot.attributes |= noAutoAttribute;
    slot.content = cloneContent(item, inventory.target.kind);
    if (table == TableKind::Gpt)
        slot.guid = item.clone->guid.toString();
}

Slot slotOf(const Item &item, const Inventory &inventory, const Cloning &cloning)
{
    const Table &table = inventory.table;
    Slot slot;
    slot.number = item.number;
    slot.entry = item.entry;
    slot.extent = item.extent;
    slot.role = roleOf(item);
    slot.source = item.cloneIndex > 0 && !item.isNewClone() ? item.existing->number : item.origin;
    slot.cloneIndex = item.cloneIndex;
    slot.cloneOf = item.cloneIndex > 0 ? item.name : std::string();
    slot.partidsName = item.entry == EntryKind::Extended ? std::string() : item.name;
    slot.name = item.gptName;
    slot.isDataInPlace = item.isDataInPlace;
    if (item.isNewClone())
        describeNew(slot, item, inventory, cloning);
    else
        describeExisting(slot, *item.existing);
    if (table.kind == TableKind::Mbr)
        slot.guid = mbrPartUuid(table.id, item.number);
    return slot;
}

Layout layoutFrom(const std::vector<Item> &items, const Inventory &inventory, const Cloning &cloning)
{
    Layout layout;
    layout.table = inventory.table;
    layout.diskSize = inventory.target.size;
    std::vector<Extent> taken;
    for (const Item &item : items) {
        if (!item.isPlaced)
            continue;
        layout.slots.push_back(slotOf(item, inventory, cloning));
        if (item.entry != EntryKind::Extended)
            taken.push_back(item.extent);
    }
    std::ranges::sort(layout.slots, {}, &Slot::number);
    labelClones(layout.slots, inventory, cloning.labels);
    layout.free = gaps(inventory.table.usable, std::move(taken));
    layout.partids = assignPartidsKeys(layout.slots);
    return layout;
}

}

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::Clone:
        return "clone";
    case Role::Origin:
        return "origin";
    case Role::Other:
        break;
    }
    return "other";
}

Layout layoutOf(const Inventory &inventory)
{
    return layoutOf(inventory, lineages(inventory));
}

Layout layoutOf(const Inventory &inventory, const std::vector<Lineage> &lineages)
{
    // What a design is silent about stays as it is, clones too.
    const Design silent;
    std::vector<Item> items = itemsOf(inventory, silent, lineages);
    number(items, inventory, Numbering::Keep);
    return layoutFrom(items, inventory, silent.cloning);
}

bool carriesPartids(const Slot &slot)
{
    return slot.partidsName == "root" || slot.partidsName == "readonly";
}

const Slot *findSlot(const Layout &layout, int source, int cloneIndex)
{
    const auto found = std::ranges::find_if(layout.slots, [&](const Slot &slot) {
        return slot.source == source && slot.cloneIndex == cloneIndex;
    });
    return found == layout.slots.end() ? nullptr : &*found;
}

Designed designedLayout(const Inventory &inventory, const Design &design,
                        const std::vector<Lineage> &lineages)
{
    std::vector<Item> items = itemsOf(inventory, design, lineages);
    Designed result;
    // A new name alone moves and renumbers nothing.
    const bool isAsItIs = isArranged(inventory, design, items);
    if (!isAsItIs)
        result.problems = place(items, inventory, design);
    number(items, inventory, isAsItIs ? Numbering::Keep : design.numbering);
    result.layout = layoutFrom(items, inventory, design.cloning);
    // What has no room at all has no way there either.
    const bool hasRoom = std::ranges::all_of(result.problems, [](const PlaceProblem &problem) {
        return problem.kind == PlaceProblem::Kind::MisalignedByHand;
    });
    if (hasRoom && inventory.target.kind != Target::Kind::Drawing) {
        auto inPlace = inPlaceMove(result.layout, inventory, design.copying.blocks);
        if (inPlace)
            result.inPlace = *std::move(inPlace);
        else
            result.problems.push_back(inPlace.error());
    }
    result.isUnchanged = isAsItIs && isNamed(items);
    result.isPartidsWanted =
        !isAsItIs || !inventory.partids.empty() || std::ranges::any_of(items, &Item::hasClones);
    return result;
}

}
