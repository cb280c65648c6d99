// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/layout/label_text.h"
#include "core/model/part_types.h"

#include <algorithm>

namespace parterre {

namespace {

Fix cloningFix(const std::string &id, const Cloning &cloning)
{
    return {.label = {.id = id, .args = {}}, .edits = {edit::SetCloning{cloning}}};
}

/// The layer of the origin, the outer before the inner, whose label the same layer of a clone keeps; null
/// where there is none.
const Content *labelKept(const Content &origin, const Content &clone)
{
    if (!origin.label.empty() && origin.label == clone.label)
        return &origin;
    const std::size_t count = std::min(origin.volumes.size(), clone.volumes.size());
    for (std::size_t i = 0; i < count; ++i) {
        const Content *const found = labelKept(origin.volumes[i].content, clone.volumes[i].content);
        if (found != nullptr)
            return found;
    }
    return nullptr;
}

const Content *labelKept(const Facts &facts, const Partition &partition)
{
    for (const Slot &slot : facts.designed.layout.slots) {
        if (!slot.isNew || slot.source != partition.number)
            continue;
        if (const Content *const found = labelKept(partition.content, slot.content); found != nullptr)
            return found;
    }
    return nullptr;
}

void checkLabel(const Facts &facts, const Partition &partition, Findings &findings)
{
    const Content *const kept = labelKept(facts, partition);
    if (kept == nullptr)
        return;
    Cloning cloning = facts.design.cloning;
    // Nothing else keeps it: the content could be labelled.
    const bool isChosen = cloning.labels == CloneLabels::AsOrigin && labelRoom(kept->kind).units > 0
        && !findDesign(facts.design, partition.number)->isClonedUnchanged;
    cloning.labels = CloneLabels::Numbered;
    findings.push_back(
        {.code = "label-shared",
         .severity = Severity::Warning,
         .partitions = {partition.number},
         .message = {.id = "label-shared", .args = {partitionText(facts, partition.number), kept->label}},
         .fix = isChosen ? std::optional(cloningFix("fix-number-labels", cloning)) : std::nullopt});
}

void checkType(const Facts &facts, const Partition &partition, Findings &findings)
{
    const TableKind table = facts.inventory.table.kind;
    Cloning cloning = facts.design.cloning;
    if (cloning.types == CloneTypes::Generic || cloneType(table, partition) == partition.type)
        return;
    cloning.types = CloneTypes::Generic;
    findings.push_back(
        {.code = "clone-type-shared",
         .severity = Severity::Warning,
         .partitions = {partition.number},
         .message = {.id = "clone-type-shared",
                     .args = {partitionText(facts, partition.number), typeText(table, partition.type)}},
         .fix = cloningFix("fix-generic-types", cloning)});
}

}

void checkCloning(const Facts &facts, Findings &findings)
{
    const std::vector<const Partition *> cloned = clonedPartitions(facts);
    for (const Partition *partition : cloned) {
        checkLabel(facts, *partition, findings);
        checkType(facts, *partition, findings);
    }
    Cloning cloning = facts.design.cloning;
    if (cloned.empty() || cloning.autoMount == AutoMount::AsOrigin
        || facts.inventory.table.kind == TableKind::Gpt)
        return;
    cloning.autoMount = AutoMount::AsOrigin;
    findings.push_back({.code = "no-auto-on-mbr",
                        .severity = Severity::Warning,
                        .partitions = {},
                        .message = {.id = "no-auto-on-mbr", .args = {}},
                        .fix = cloningFix("fix-auto-mount", cloning)});
}

}
