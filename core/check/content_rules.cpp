// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/layout/carriers.h"
#include "core/layout/identity_text.h"
#include "core/model/layers.h"

#include <algorithm>

namespace parterre {

namespace {

void add(const std::string &code, Severity severity, int number, std::vector<std::string> args,
         Findings &findings)
{
    findings.push_back({.code = code,
                        .severity = severity,
                        .partitions = {number},
                        .message = {.id = code, .args = std::move(args)},
                        .fix = {}});
}

/// The program that makes a file system of this kind clean again; empty where only a mount does.
std::string checker(ContentKind kind)
{
    if (isExt(kind))
        return "e2fsck";
    if (isFat(kind))
        return "fsck.fat";
    if (kind == ContentKind::Xfs)
        return "xfs_repair";
    if (kind == ContentKind::Btrfs)
        return "btrfs check";
    if (kind == ContentKind::ExFat)
        return "fsck.exfat";
    if (kind == ContentKind::F2fs)
        return "fsck.f2fs";
    if (kind == ContentKind::Jfs)
        return "fsck.jfs";
    if (kind == ContentKind::ReiserFs)
        return "reiserfsck";
    if (kind == ContentKind::Nilfs2)
        return {};
    return kind == ContentKind::Ntfs ? "chkdsk (in Windows)" : "fsck";
}

/// The partition, and in a container which of the things in it.
std::string layerText(const Facts &facts, int number, const Layer &layer)
{
    const std::string name = partitionText(facts, number);
    if (layer.depth == 0)
        return name;
    return name + " › " + (layer.path.empty() ? kindText(*layer.content) : layer.path);
}

void checkDirt(const Facts &facts, int number, const Layer &layer, Findings &findings)
{
    const std::string name = layerText(facts, number, layer);
    const std::string tool = checker(layer.content->kind);
    const auto addOf = [&](const std::string &code, const std::string &withoutTool) {
        add(code, Severity::Error, number, {name, tool}, findings);
        if (tool.empty())
            findings.back().message = {.id = withoutTool, .args = {name}};
    };
    switch (layer.content->dirt) {
    case Dirt::None:
    case Dirt::Hibernated:  // for the whole disk, see checkHibernation
        return;
    case Dirt::NotUnmounted:
        addOf("filesystem-not-clean", "filesystem-to-mount");
        return;
    case Dirt::JournalToReplay:
        addOf("filesystem-journal", "filesystem-to-mount");
        return;
    case Dirt::Errors:
        addOf("filesystem-errors", "filesystem-beyond-repair");
        return;
    }
}

/// A sleeping system has the old table in memory: nothing on its disk may change.
void checkHibernation(const Facts &facts, Findings &findings)
{
    for (const Partition &partition : facts.inventory.partitions) {
        const std::vector<Layer> layers = layersOf(partition.content);
        if (std::ranges::any_of(layers,
                                [](const Layer &layer) { return layer.content->dirt == Dirt::Hibernated; }))
            add("hibernated", Severity::Error, partition.number, {partitionText(facts, partition.number)},
                findings);
    }
}

/// Kinds whose members know each other by identifiers deep inside, so that a second copy is
/// dangerous to data and not only ambiguous.
bool isRefused(ContentKind kind)
{
    return kind == ContentKind::Zfs || kind == ContentKind::BitLocker || kind == ContentKind::Bcachefs
        || kind == ContentKind::Apfs;
}

Fix unchangedFix(int number)
{
    return {.label = {.id = "fix-unchanged", .args = {}},
            .edits = {edit::SetClonedUnchanged{.number = number, .isAllowed = true}}};
}

/// Kinds for which no maintained tool renews the identifier.
bool canNeverRenew(ContentKind kind)
{
    return hasIdentifier(kind) && contentIdText(kind, Uuid()).empty();
}

/// Why clones of `content` can only be unchanged, and the consent to that.
void addNoNewIdentifier(const Partition &partition, const Content &content, const std::string &name,
                        Findings &findings)
{
    const ContentKind kind = content.kind;
    add("no-new-identifier", Severity::Error, partition.number, {name, kindText(content)}, findings);
    if (kind == ContentKind::VerityHash || kind == ContentKind::DmIntegrity)
        findings.back().message = {.id = kind == ContentKind::VerityHash ? "no-new-identifier-verity"
                                                                         : "no-new-identifier-integrity",
                                   .args = {name}};
    findings.back().fix = unchangedFix(partition.number);
}

/// What has another identifier than the hashes were made of is no longer what they vouch for. Which data that
/// is they do not say.
void checkVerity(const Facts &facts, const Partition &partition, const std::string &name, Findings &findings)
{
    const auto &all = facts.inventory.partitions;
    const auto hashes = std::ranges::find_if(
        all, [](const Partition &one) { return one.content.kind == ContentKind::VerityHash; });
    if (hashes == all.end())
        return;
    add("verity-would-break", Severity::Warning, partition.number,
        {name, partitionText(facts, hashes->number)}, findings);
    findings.back().fix = unchangedFix(partition.number);
}

void addMissingTools(const Facts &facts, int number, const std::string &name, Findings &findings)
{
    std::string tools;
    for (const std::string &tool : facts.inventory.capabilities.missingTools)
        tools += (tools.empty() ? "" : ", ") + tool;
    if (tools.empty())
        add("window-missing", Severity::Error, number, {name}, findings);
    else
        add("tool-missing", Severity::Error, number, {name, tools}, findings);
}

/// What nobody sees cannot be given an identifier of its own.
void checkInside(const Partition &partition, const Content &content, const std::string &name,
                 Findings &findings)
{
    if (content.inside == Inside::Locked) {
        add("inside-locked", Severity::Warning, partition.number, {name}, findings);
    } else if (content.inside == Inside::Unreadable) {
        add("inside-unreadable", Severity::Error, partition.number, {name, content.insideDoubt}, findings);
        findings.back().fix = unchangedFix(partition.number);
    }
}

void checkIdentity(const Facts &facts, const Partition &partition, const Layer &layer, Findings &findings)
{
    const Content &content = *layer.content;
    const std::string name = layerText(facts, partition.number, layer);
    const auto &renewable = facts.inventory.capabilities.renewable;
    if (!hasIdentifier(content.kind))
        return;
    if (canNeverRenew(content.kind)) {
        addNoNewIdentifier(partition, content, name, findings);
        return;
    }
    checkInside(partition, content, name, findings);
    if (!std::ranges::contains(renewable, content.kind))
        addMissingTools(facts, partition.number, name, findings);
}

/// All layers of the origin of new clones.
void checkIdentities(const Facts &facts, const Partition &partition, Findings &findings)
{
    const Content &content = partition.content;
    const std::string name = partitionText(facts, partition.number);
    if (!findDesign(facts.design, partition.number)->isClonedUnchanged) {
        if (hasIdentifier(content.kind) && !canNeverRenew(content.kind))
            checkVerity(facts, partition, name, findings);
        for (const Layer &layer : layersOf(content))
            checkIdentity(facts, partition, layer, findings);
        return;
    }
    if (!hasIdentifier(content.kind))
        return;
    add("cloned-unchanged", Severity::Warning, partition.number, {name, content.uuid}, findings);
    if (content.uuid.empty())
        findings.back().message = {.id = "cloned-unchanged-inside", .args = {name}};
}

void checkKind(const Facts &facts, const Partition &partition, const Layer &layer, Findings &findings)
{
    const Content &content = *layer.content;
    const std::string name = layerText(facts, partition.number, layer);
    if (isRefused(content.kind))
        add("content-refused", Severity::Error, partition.number, {name, kindText(content)}, findings);
    else if (layer.depth == 0
             && (content.kind == ContentKind::Unformatted || content.kind == ContentKind::Unknown))
        add("nothing-in-it", Severity::Info, partition.number, {name}, findings);
    if (content.kind == ContentKind::Btrfs && content.deviceCount > 1)
        add("btrfs-many-devices", Severity::Error, partition.number,
            {name, std::to_string(content.deviceCount)}, findings);
}

void checkLayers(const Facts &facts, const Partition &partition, Findings &findings)
{
    if (partition.entry == EntryKind::Extended) {
        add("extended-not-cloned", Severity::Error, partition.number,
            {partitionText(facts, partition.number)}, findings);
        return;
    }
    for (const Layer &layer : layersOf(partition.content)) {
        checkKind(facts, partition, layer, findings);
        checkDirt(facts, partition.number, layer, findings);
    }
    if (!isRefused(partition.content.kind))
        checkIdentities(facts, partition, findings);
}

/// A partition and new clones of it that keep its identifier: by choice, or because it cannot be
/// renewed, which are findings of their own.
bool isOneSource(const std::vector<const Slot *> &carriers)
{
    const int source = carriers.front()->source;
    return std::ranges::all_of(carriers, [&](const Slot *slot) { return slot->source == source; });
}

/// The same with clones that are on the disk already.
bool isOneFamily(const std::vector<const Slot *> &carriers)
{
    const std::string &name = carriers.front()->partidsName;
    return isOneSource(carriers) || (!name.empty() && std::ranges::all_of(carriers, [&](const Slot *slot) {
               return slot->partidsName == name;
           }));
}

void checkClashes(const Facts &facts, Findings &findings)
{
    const Carriers carried = carriersOf(facts.designed.layout);
    for (const auto &[identifier, slots] : carried) {
        if (slots.size() < 2 || isOneSet(slots) || isOneSource(slots))
            continue;
        std::string names;
        Finding finding{.code = "identifier-double",
                        .severity = Severity::Warning,
                        .partitions = {},
                        .message = {},
                        .fix = {}};
        for (const Slot *slot : slots) {
            names += (names.empty() ? "" : ", ") + partitionText(facts, slot->source);
            finding.partitions.push_back(slot->source);
            if (slot->isNew && !isOneFamily(slots))
                finding.severity = Severity::Error;
        }
        finding.message = {.id = "identifier-double", .args = {identifier, names}};
        findings.push_back(std::move(finding));
    }
    for (const ForeignIdentifier &foreign : facts.inventory.foreign) {
        const auto found = carried.find(foreign.value);
        if (found == carried.end())
            continue;
        const Slot &slot = *found->second.front();
        add("identifier-on-machine", slot.isNew ? Severity::Error : Severity::Warning, slot.source,
            {foreign.value, partitionText(facts, slot.source), foreign.where}, findings);
    }
}

}

void checkContent(const Facts &facts, Findings &findings)
{
    if (!facts.designed.isUnchanged)
        checkHibernation(facts, findings);
    for (const Partition *partition : clonedPartitions(facts)) {
        checkLayers(facts, *partition, findings);
    }
    for (const Partition *partition : resizedPartitions(facts)) {
        if (newClones(facts, partition->number) == 0)
            checkDirt(facts, partition->number, {.content = &partition->content}, findings);
    }
    checkClashes(facts, findings);
}

}
