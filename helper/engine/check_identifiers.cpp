// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/carriers.h"
#include "core/layout/identity_text.h"
#include "helper/engine/perform.h"
#include "helper/probe/probe.h"

namespace parterre {

namespace {

std::string nameOf(const Slot &slot)
{
    return "partition " + std::to_string(slot.number) + (slot.name.empty() ? "" : " (" + slot.name + ")");
}

/// Whether its content names its device too, by an identifier that was made with the content's own.
bool isDeviceRenewed(const Slot &slot)
{
    return !subIdText(slot.content.kind, {}).empty();
}

/// The identifiers that must be unique. Clones that are published as they are, with their origin's
/// content identifier, were allowed by name; their entry in the table has one of its own.
std::vector<std::string> identifiersOf(const Slot &slot, const Inventory &inventory)
{
    const Partition *const source = findPartition(inventory, slot.source);
    const bool isKept = slot.isNew && source != nullptr && source->content.uuid == slot.content.uuid;
    if (isKept)
        return {slot.guid};
    if (isDeviceRenewed(slot))
        return {slot.content.uuid, slot.content.subUuid, slot.guid};
    return {slot.content.uuid, slot.guid};
}

/// Not what was meant to be written, but what a stranger reads there now.
Result<> readBack(BlockDevice &disk, const Slot &slot)
{
    TRY(const Content content, probeContent(disk, slot.extent));
    if (content.kind != slot.content.kind || content.uuid != slot.content.uuid)
        return fail(ErrorCode::Mismatch, nameOf(slot),
                    "it reads as " + content.uuid + ", not as " + slot.content.uuid);
    if (content.label != slot.content.label)
        return fail(ErrorCode::Mismatch, nameOf(slot),
                    "it is labelled \"" + content.label + "\", not \"" + slot.content.label + "\"");
    if (isDeviceRenewed(slot) && content.subUuid != slot.content.subUuid)
        return fail(ErrorCode::Mismatch, nameOf(slot),
                    "its device reads as " + content.subUuid + ", not as " + slot.content.subUuid);
    return {};
}

Result<> expectOne(const std::string &identifier, const Slot &slot, const Carriers &carriers,
                   const Inventory &inventory)
{
    const auto carried = carriers.find(identifier);
    if (carried == carriers.end())
        return {};
    for (const Slot *other : carried->second) {
        if (other != &slot)
            return fail(ErrorCode::Clash, identifier, "is in " + nameOf(*other) + " and in " + nameOf(slot));
    }
    if (const ForeignIdentifier *const foreign = findForeign(inventory, identifier); foreign != nullptr)
        return fail(ErrorCode::Clash, identifier, "is in " + nameOf(slot) + " and in " + foreign->where);
    return {};
}

}

Result<> perform(const step::CheckIdentifiers &, Context &context)
{
    const Layout &designed = context.job.derived.designed;
    const Carriers carriers = carriersOf(designed);
    for (const Slot &slot : designed.slots) {
        // What was double before is the disk's own affair (a finding said so); clones are ours.
        if (!slot.isNew)
            continue;
        if (!slot.isDataInPlace)
            CHECK(readBack(context.disk, slot));
        for (const std::string &identifier : identifiersOf(slot, context.job.inventory))
            CHECK(expectOne(identifier, slot, carriers, context.job.inventory));
    }
    return {};
}

}
