// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/layout/touch.h"

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

/// Files in it are rewritten where they are.
bool isRewritten(const Facts &facts, const Partition &partition)
{
    return std::ranges::any_of(facts.designed.rewritten, [&](const RewrittenSlot &slot) {
        return slot.partition == partition.number && !slot.isClone && slot.isWritable;
    });
}

/// config.partids goes into it.
bool isWrittenInto(const Facts &facts, const Partition &partition)
{
    const auto &slots = facts.designed.layout.slots;
    const auto slot = std::ranges::find(slots, partition.number, &Slot::source);
    return !facts.designed.isUnchanged && facts.designed.isPartidsWanted && slot != slots.end()
        && carriesPartids(*slot);
}

Touch touchIn(const Facts &facts, const Partition &partition)
{
    return isWrittenInto(facts, partition) || isRewritten(facts, partition)
        ? Touch::All
        : touchOf(partition, facts.designed.layout);
}

/// Somebody uses it.
Finding findingFor(const Facts &facts, const Partition &partition)
{
    const Touch touch = touchIn(facts, partition);
    Finding finding{.code = touch == Touch::None ? "partition-stays-in-use"
                        : touch == Touch::Number ? "partition-in-use-renumbered"
                                                 : "partition-in-use",
                    .severity = touch == Touch::None ? Severity::Info : Severity::Error,
                    .partitions = {partition.number},
                    .message = {},
                    .fix = {}};
    if (touch == Touch::Number)
        finding.fix = keepNumbersFix();
    finding.message = {.id = finding.code,
                       .args = {partitionText(facts, partition.number), useText(partition.uses)}};
    return finding;
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
        if (!partition.uses.empty())
            findings.push_back(findingFor(facts, partition));
    }
}

}
