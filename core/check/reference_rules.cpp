// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"

#include <algorithm>

namespace parterre {

namespace {

const Slot *newSlotOf(const Facts &facts, int number)
{
    const auto found = std::ranges::find_if(
        facts.designed.layout.slots, [&](const Slot &slot) { return slot.source == number && !slot.isNew; });
    return found == facts.designed.layout.slots.end() ? nullptr : &*found;
}

Finding finding(const std::string &code, int number, std::vector<std::string> args, std::optional<Fix> fix)
{
    return {.code = code,
            .severity = Severity::Warning,
            .partitions = {number},
            .message = {.id = code, .args = std::move(args)},
            .fix = std::move(fix)};
}

void checkReference(const Facts &facts, const Reference &reference, Findings &findings)
{
    if (reference.leadsTo == 0)
        return;
    const std::string name = partitionText(facts, reference.leadsTo);
    const Slot *const slot = newSlotOf(facts, reference.leadsTo);
    const bool isRenumbered = slot != nullptr && slot->number != reference.leadsTo;
    const std::string number = slot == nullptr ? std::string() : std::to_string(slot->number);
    switch (reference.by) {
    case Reference::By::DeviceNumber:
        if (isRenumbered)
            findings.push_back(finding("reference-by-number", reference.leadsTo,
                                       {reference.value, reference.file, name, number}, keepNumbersFix()));
        return;
    case Reference::By::EfiBootEntry:
        if (isRenumbered)
            findings.push_back(finding("reference-efi-boot", reference.leadsTo,
                                       {reference.value, name, number}, keepNumbersFix()));
        return;
    case Reference::By::Label:
        if (isLabelShared(facts, reference.leadsTo))
            findings.push_back(
                finding("reference-label", reference.leadsTo,
                        {reference.file, partitionText(facts, reference.inPartition), reference.value}, {}));
        return;
    case Reference::By::PartLabel:
        if (slot != nullptr && isRenamed(facts, *slot))
            findings.push_back(finding(
                "reference-partlabel", reference.leadsTo,
                {reference.file, partitionText(facts, reference.inPartition), reference.value, slot->name},
                {}));
        return;
    case Reference::By::Uuid:
    case Reference::By::PartUuid:
        return;  // origins keep both
    }
}

void checkPartids(const Facts &facts, Findings &findings)
{
    const auto &slots = facts.designed.layout.slots;
    if (std::ranges::none_of(slots, carriesPartids)) {
        findings.push_back({.code = "partids-no-root",
                            .severity = Severity::Info,
                            .partitions = {},
                            .message = {.id = "partids-no-root", .args = {}},
                            .fix = {}});
    }
    const auto &writable = facts.inventory.capabilities.partidsWritable;
    for (const Slot &slot : slots) {
        const bool canWrite = std::ranges::find(writable, slot.content.kind) != writable.end();
        if (!carriesPartids(slot) || slot.cloneIndex > 0 || canWrite)
            continue;
        findings.push_back(finding(
            "partids-not-written", slot.source,
            {partitionText(facts, slot.source), std::string(contentKindName(slot.content.kind))}, {}));
    }
}

}

void checkReferences(const Facts &facts, Findings &findings)
{
    if (facts.designed.isUnchanged)
        return;
    for (const Reference &reference : facts.inventory.references)
        checkReference(facts, reference, findings);
    for (const Partition *partition : clonedPartitions(facts)) {
        if (partition->isGrownAtFirstBoot)
            findings.push_back(
                finding("root-grows", partition->number, {partitionText(facts, partition->number)}, {}));
    }
    if (facts.inventory.target.kind != Target::Kind::Drawing && facts.designed.isPartidsWanted)
        checkPartids(facts, findings);
}

}
