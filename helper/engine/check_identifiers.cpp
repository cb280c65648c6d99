// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/carriers.h"
#include "helper/engine/perform.h"
#include "helper/probe/probe.h"

namespace parterre {

namespace {

std::string nameOf(const Slot &slot)
{
    return "partition " + std::to_string(slot.number) + (slot.name.empty() ? "" : " (" + slot.name + ")");
}

/// The identifiers that must be unique. Clones that are published as they are, with their origin's
/// content identifier, were allowed by name; their entry in the table has one of its own.
std::vector<std::string> uniqueIn(const Slot &slot, const Inventory &inventory)
{
    const Partition *const source = findPartition(inventory, slot.source);
    const bool isKept = slot.isNew && source != nullptr && source->content.uuid == slot.content.uuid;
    std::vector<std::string> identifiers = isKept ? std::vector<std::string>() : identifiersOf(slot.content);
    identifiers.push_back(slot.guid);
    return identifiers;
}

/// What is wrong with a layer; empty where it reads as it should.
std::string faultOf(const Content &found, const Content &expected)
{
    if (found.kind != expected.kind || found.uuid != expected.uuid)
        return "it reads as " + found.uuid + ", not as " + expected.uuid;
    if (found.label != expected.label)
        return "it is labelled \"" + found.label + "\", not \"" + expected.label + "\"";
    if (found.subUuid != expected.subUuid)
        return "its device reads as " + found.subUuid + ", not as " + expected.subUuid;
    if (found.groupUuid != expected.groupUuid)
        return "its volume group reads as " + found.groupUuid + ", not as " + expected.groupUuid;
    if (found.volumes.size() != expected.volumes.size())
        return "it holds other volumes";
    for (std::size_t i = 0; i < found.volumes.size(); ++i) {
        const Volume &volume = found.volumes[i];
        if (volume.name != expected.volumes[i].name || volume.uuid != expected.volumes[i].uuid)
            return "a volume in it reads as " + volume.uuid + ", not as " + expected.volumes[i].uuid;
        if (std::string fault = faultOf(volume.content, expected.volumes[i].content); !fault.empty())
            return "in it: " + fault;
    }
    return {};
}

/// Not what was meant to be written, but what a stranger reads there now.
Result<> readBack(Context &context, const Slot &slot)
{
    TRY(const Content content, probeContent(context.disk, slot.extent, *context.job.keys));
    if (const std::string fault = faultOf(content, slot.content); !fault.empty())
        return fail(ErrorCode::Mismatch, nameOf(slot), fault);
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
            CHECK(readBack(context, slot));
        for (const std::string &identifier : uniqueIn(slot, context.job.inventory))
            CHECK(expectOne(identifier, slot, carriers, context.job.inventory));
    }
    return {};
}

}
