// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"

#include <algorithm>

namespace parterre {

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
        break;
    }
    return "info";
}

bool hasErrors(const std::vector<Finding> &findings)
{
    return std::ranges::any_of(findings,
                               [](const Finding &finding) { return finding.severity == Severity::Error; });
}

Findings check(const Facts &facts)
{
    Findings findings;
    checkDesign(facts, findings);
    checkUses(facts, findings);
    checkTable(facts, findings);
    checkSpace(facts, findings);
    checkSizes(facts, findings);
    checkNames(facts, findings);
    checkContent(facts, findings);
    checkVolumeKeys(facts, findings);
    checkCloning(facts, findings);
    checkCopying(facts, findings);
    checkReferences(facts, findings);
    std::ranges::stable_sort(findings, std::ranges::greater(), &Finding::severity);
    return findings;
}

std::string partitionText(const Facts &facts, int number)
{
    const PartitionDesign *const design = findDesign(facts.design, number);
    std::string name = design != nullptr ? design->name : std::string();
    if (name.empty()) {
        const auto slot = std::ranges::find(facts.now.slots, number, &Slot::number);
        if (slot != facts.now.slots.end())
            name = slot->cloneIndex > 0 ? slot->name : slot->partidsName;
    }
    return "#" + std::to_string(number) + (name.empty() ? std::string() : " (" + name + ")");
}

std::string kindText(const Content &content)
{
    if (content.kind == ContentKind::Other)
        return content.typeName;
    return std::string(contentKindName(content.kind));
}

std::vector<const Partition *> clonedPartitions(const Facts &facts)
{
    std::vector<const Partition *> result;
    for (const PartitionDesign &one : facts.design.partitions) {
        const Partition *const partition = findPartition(facts.inventory, one.number);
        if (partition != nullptr && newClones(facts, one.number) > 0)
            result.push_back(partition);
    }
    return result;
}

std::vector<const Partition *> resizedPartitions(const Facts &facts)
{
    std::vector<const Partition *> result;
    for (const PartitionDesign &one : facts.design.partitions) {
        const Partition *const partition = findPartition(facts.inventory, one.number);
        if (partition != nullptr && one.size && *one.size != partition->extent.size)
            result.push_back(partition);
    }
    return result;
}

int existingClones(const Facts &facts, int number)
{
    const auto origin = std::ranges::find(facts.now.slots, number, &Slot::number);
    if (origin == facts.now.slots.end() || origin->cloneIndex > 0 || origin->partidsName.empty())
        return 0;
    return static_cast<int>(std::ranges::count_if(facts.now.slots, [&](const Slot &slot) {
        return slot.cloneIndex > 0 && slot.cloneOf == origin->partidsName;
    }));
}

int newClones(const Facts &facts, int number)
{
    const PartitionDesign *const design = findDesign(facts.design, number);
    if (design == nullptr)
        return 0;
    const auto drawn =
        std::ranges::count_if(design->clones, [](const CloneDesign &clone) { return !clone.guid.isNil(); });
    // Identifiers drawn for clones that exist already are not used.
    return std::max(0,
                    std::min(static_cast<int>(drawn),
                             static_cast<int>(design->clones.size()) - existingClones(facts, number)));
}

bool isRenamed(const Facts &facts, const Slot &slot)
{
    const Partition *const existing = slot.isNew ? nullptr : findPartition(facts.inventory, slot.source);
    return existing != nullptr && existing->name != slot.name;
}

Fix keepNumbersFix()
{
    return {.label = {.id = "fix-keep-numbers", .args = {}},
            .edits = {edit::SetNumbering{.numbering = Numbering::Keep}}};
}

Fix clonesFix(const Facts &facts, int number, int count)
{
    return {.label = {.id = "fix-clones", .args = {partitionText(facts, number), std::to_string(count)}},
            .edits = {edit::SetClones{.number = number, .count = count}}};
}

}
