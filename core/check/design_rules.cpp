// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"

#include <algorithm>
#include <set>

namespace parterre {

namespace {

void checkPartitionsThere(const Facts &facts, Findings &findings)
{
    std::set<int> seen;
    for (const PartitionDesign &one : facts.design.partitions) {
        const std::string number = std::to_string(one.number);
        if (findPartition(facts.inventory, one.number) == nullptr) {
            findings.push_back({.code = "no-such-partition",
                                .severity = Severity::Error,
                                .partitions = {},
                                .message = {.id = "no-such-partition", .args = {number}},
                                .fix = {}});
        }
        if (!seen.insert(one.number).second) {
            findings.push_back({.code = "partition-twice",
                                .severity = Severity::Error,
                                .partitions = {one.number},
                                .message = {.id = "partition-twice", .args = {number}},
                                .fix = {}});
        }
    }
}

void checkNothingVanishes(const Facts &facts, Findings &findings)
{
    for (const PartitionDesign &one : facts.design.partitions) {
        const int existing = existingClones(facts, one.number);
        const auto wanted = static_cast<int>(one.clones.size());
        if (wanted >= existing)
            continue;
        findings.push_back({.code = "clones-remain",
                            .severity = Severity::Error,
                            .partitions = {one.number},
                            .message = {.id = "clones-remain",
                                        .args = {partitionText(facts, one.number), std::to_string(existing),
                                                 std::to_string(wanted)}},
                            .fix = clonesFix(facts, one.number, existing)});
    }
}

}

void checkDesign(const Facts &facts, Findings &findings)
{
    checkPartitionsThere(facts, findings);
    checkNothingVanishes(facts, findings);
    if (facts.inventory.target.kind == Target::Kind::Drawing) {
        findings.push_back({.code = "drawing",
                            .severity = Severity::Info,
                            .partitions = {},
                            .message = {.id = "drawing", .args = {}},
                            .fix = {}});
    }
}

}
