// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"

#include <algorithm>

namespace parterre {

namespace {

std::string useText(const std::vector<Use> &uses)
{
    std::string text;
    for (const Use &use : uses)
        text += (text.empty() ? "" : ", ") + use.what;
    return text;
}

void addTarget(const std::string &code, std::vector<std::string> args, Findings &findings)
{
    findings.push_back({.code = code,
                        .severity = Severity::Error,
                        .partitions = {},
                        .message = {.id = code, .args = std::move(args)},
                        .fix = {}});
}

}

void checkUses(const Facts &facts, Findings &findings)
{
    const Target &target = facts.inventory.target;
    if (target.isSystemDisk)
        addTarget("system-disk", {target.path}, findings);
    if (target.isReadOnly)
        addTarget("device-read-only", {target.path}, findings);
    if (!target.uses.empty())
        addTarget("device-in-use", {target.path, useText(target.uses)}, findings);
    for (const Partition &partition : facts.inventory.partitions) {
        if (partition.uses.empty())
            continue;
        findings.push_back(
            {.code = "partition-in-use",
             .severity = Severity::Error,
             .partitions = {partition.number},
             .message = {.id = "partition-in-use",
                         .args = {partitionText(facts, partition.number), useText(partition.uses)}},
             .fix = {}});
    }
}

}
