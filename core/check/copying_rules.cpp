// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"

#include <algorithm>
#include <functional>

namespace parterre {

namespace {

/// The place it had becomes free space or a clone, so the copy is all that its entry will name.
bool isMoved(const Slot &slot)
{
    return !slot.isNew && !slot.isDataInPlace;
}

Fix stopFix(const Facts &facts)
{
    Copying copying = facts.design.copying;
    copying.onReadError = OnReadError::Stop;
    return {.label = {.id = "fix-stop-at-read-errors", .args = {}}, .edits = {edit::SetCopying{copying}}};
}

}

void checkCopying(const Facts &facts, Findings &findings)
{
    const std::vector<Slot> &slots = facts.designed.layout.slots;
    const bool isCopying =
        !facts.designed.isUnchanged && std::ranges::any_of(slots, std::not_fn(&Slot::isDataInPlace));
    if (facts.design.copying.onReadError == OnReadError::Stop || !isCopying)
        return;
    findings.push_back({.code = "read-errors-skipped",
                        .severity = Severity::Warning,
                        .partitions = {},
                        .message = {.id = "read-errors-skipped", .args = {}},
                        .fix = stopFix(facts)});
    for (const Slot &slot : slots) {
        if (!isMoved(slot))
            continue;
        findings.push_back(
            {.code = "read-errors-lose-data",
             .severity = Severity::Error,
             .partitions = {slot.source},
             .message = {.id = "read-errors-lose-data", .args = {partitionText(facts, slot.source)}},
             .fix = stopFix(facts)});
    }
}

}
