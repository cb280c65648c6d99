// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/layout/label_text.h"
#include "core/model/part_types.h"

namespace parterre {

namespace {

Fix cloningFix(const std::string &id, const Cloning &cloning)
{
    return {.label = {.id = id, .args = {}}, .edits = {edit::SetCloning{cloning}}};
}

void checkLabel(const Facts &facts, const Partition &partition, Findings &findings)
{
    if (!isLabelShared(facts, partition.number))
        return;
    Cloning cloning = facts.design.cloning;
    // Nothing else keeps it: the content could be labelled.
    const bool isChosen = cloning.labels == CloneLabels::AsOrigin
        && labelRoom(partition.content.kind).units > 0
        && !findDesign(facts.design, partition.number)->isClonedUnchanged;
    cloning.labels = CloneLabels::Numbered;
    findings.push_back(
        {.code = "label-shared",
         .severity = Severity::Warning,
         .partitions = {partition.number},
         .message = {.id = "label-shared",
                     .args = {partitionText(facts, partition.number), partition.content.label}},
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
