// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/layout/reference_fate.h"
#include "core/model/layers.h"

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

Fix referencesFix(const Facts &facts, bool isOfOrigins)
{
    ReferenceChoice choice = facts.design.references;
    (isOfOrigins ? choice.originsFollow : choice.clonesReferToThemselves) = true;
    return {.label = {.id = isOfOrigins ? "fix-origins-follow" : "fix-clones-refer", .args = {}},
            .edits = {edit::SetReferences{choice}}};
}

/// The file system that it stands in; nullptr for the firmware's.
const Content *homeOf(const Facts &facts, int number, const LayerPlace &layer)
{
    const Partition *const partition = findPartition(facts.inventory, number);
    return partition == nullptr ? nullptr : layerAt(partition->content, layer);
}

bool isWritable(const Facts &facts, const Reference &reference)
{
    const Content *const home = homeOf(facts, reference.inPartition, reference.inLayer);
    return home != nullptr && std::ranges::contains(facts.inventory.capabilities.partidsWritable, home->kind);
}

/// Whether the design has that reference rewritten where it stands now.
bool isFollowed(const Facts &facts, const Reference &reference)
{
    return std::ranges::any_of(facts.designed.rewritten, [&](const RewrittenSlot &slot) {
        return !slot.isClone && slot.isWritable && rewrittenValue(reference, slot).has_value();
    });
}

/// Of a reference that names the entry `former` today, and what will be of it.
void checkFate(const Facts &facts, const ReferenceFate &fate, const Slot &former, Findings &findings)
{
    const Reference &reference = fate.reference;
    const bool isMissed =
        fate.verdict == ReferenceFate::Verdict::Lost || fate.verdict == ReferenceFate::Verdict::Diverted;
    const bool isShared = fate.verdict == ReferenceFate::Verdict::Shared;
    const std::string name = partitionText(facts, former.number);
    const std::string where = partitionText(facts, reference.inPartition);
    const Slot *const slot = newSlotOf(facts, former.number);
    if (slot == nullptr || isFollowed(facts, reference))
        return;
    const bool canFollow = isWritable(facts, reference);
    const auto followFix = [&](std::optional<Fix> other) {
        return canFollow ? referencesFix(facts, true) : std::move(other);
    };
    const auto add = [&](const std::string &code, std::vector<std::string> args, std::optional<Fix> fix) {
        findings.push_back(finding(code, former.number, std::move(args), std::move(fix)));
    };
    switch (reference.by) {
    case Reference::By::DeviceNumber:
        if (isMissed)
            add("reference-by-number", {reference.value, reference.file, name, std::to_string(slot->number)},
                followFix(keepNumbersFix()));
        return;
    case Reference::By::EfiBootEntry:
        if (slot->number != former.number)
            add("reference-efi-boot", {reference.value, name, std::to_string(slot->number)},
                keepNumbersFix());
        return;
    case Reference::By::PartUuid:
        // An MBR makes it of the disk's signature and the number.
        if (isMissed)
            add("reference-partuuid", {reference.value, reference.file, name, slot->guid},
                followFix(keepNumbersFix()));
        return;
    case Reference::By::Uuid:
    case Reference::By::Label:
    case Reference::By::LogicalVolume:
        if (isShared)
            add(reference.by == Reference::By::Uuid ? "reference-uuid" : "reference-label",
                {reference.file, where, reference.value}, {});
        return;
    case Reference::By::PartLabel:
        if (isMissed)
            add("reference-partlabel", {reference.file, where, reference.value, slot->name}, followFix({}));
        return;
    }
}

void checkReference(const Facts &facts, const Reference &reference, Findings &findings)
{
    const ReferenceFate fate = fateOf(reference, facts.now, facts.designed.layout);
    if (!fate.now.empty())
        checkFate(facts, fate, *fate.now.front(), findings);
}

std::string filesText(const RewrittenSlot &slot)
{
    std::string text;
    for (const RewrittenFile &file : slot.files)
        text += (text.empty() ? "" : ", ") + file.path;
    return text;
}

/// Clones that would use partitions of their origin although those have clones, too.
void checkClones(const Facts &facts, Findings &findings)
{
    ReferenceChoice choice;
    choice.clonesReferToThemselves = true;
    int last = 0;
    for (const RewrittenSlot &slot :
         rewrittenReferences(facts.inventory, choice, facts.now, facts.designed.layout)) {
        if (slot.partition == last)
            continue;
        last = slot.partition;
        Finding found = finding("clones-refer-to-origins", slot.partition,
                                {partitionText(facts, slot.partition), filesText(slot)}, {});
        found.severity = Severity::Info;
        if (slot.isWritable)
            found.fix = referencesFix(facts, false);
        findings.push_back(std::move(found));
    }
}

/// What the design wants rewritten and nothing here can write.
void checkUnwritable(const Facts &facts, Findings &findings)
{
    int last = 0;
    for (const RewrittenSlot &slot : facts.designed.rewritten) {
        const Content *const home = homeOf(facts, slot.partition, slot.layer);
        if (slot.isWritable || slot.partition == last)
            continue;
        last = slot.partition;
        findings.push_back(finding("references-not-rewritten", slot.partition,
                                   {partitionText(facts, slot.partition), filesText(slot),
                                    home == nullptr ? std::string() : kindText(*home)},
                                   {}));
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
        const std::vector<Layer> roots = rootLayersOf(slot.content);
        const auto unwritable = std::ranges::find_if(
            roots, [&](const Layer &root) { return !std::ranges::contains(writable, root.content->kind); });
        if (!carriesPartids(slot) || slot.cloneIndex > 0 || (!roots.empty() && unwritable == roots.end()))
            continue;
        const ContentKind kind = roots.empty() ? slot.content.kind : unwritable->content->kind;
        findings.push_back(finding("partids-not-written", slot.source,
                                   {partitionText(facts, slot.source), std::string(contentKindName(kind))},
                                   {}));
    }
}

}

void checkReferences(const Facts &facts, Findings &findings)
{
    if (facts.designed.isUnchanged)
        return;
    for (const Reference &reference : facts.inventory.references)
        checkReference(facts, reference, findings);
    if (!facts.design.references.clonesReferToThemselves)
        checkClones(facts, findings);
    checkUnwritable(facts, findings);
    for (const Partition *partition : clonedPartitions(facts)) {
        if (partition->isGrownAtFirstBoot)
            findings.push_back(
                finding("root-grows", partition->number, {partitionText(facts, partition->number)}, {}));
    }
    if (facts.inventory.target.kind != Target::Kind::Drawing && facts.designed.isPartidsWanted)
        checkPartids(facts, findings);
}

}
