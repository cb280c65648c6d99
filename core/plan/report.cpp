// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/report.h"

#include "core/text/describe.h"

namespace parterre {

std::string_view diskStateName(DiskState state)
{
    switch (state) {
    case DiskState::Unchanged:
        return "unchanged";
    case DiskState::Done:
        return "done";
    case DiskState::Incomplete:
        return "incomplete";
    case DiskState::Moving:
        return "moving";
    case DiskState::Unknown:
        break;
    }
    return "unknown";
}

std::vector<UnreadRange> Report::unread() const
{
    std::vector<UnreadRange> all;
    for (const StepReport &step : steps)
        all.insert(all.end(), step.unread.begin(), step.unread.end());
    return all;
}

Message describe(const Report &report)
{
    const std::vector<UnreadRange> unread = report.unread();
    if (report.disk != DiskState::Done || unread.empty())
        return {.id = "disk-" + std::string(diskStateName(report.disk)), .args = {}};
    Bytes lost;
    for (const UnreadRange &one : unread)
        lost += one.where.size;
    return {.id = "disk-done-unread", .args = {sizeText(lost), std::to_string(unread.size())}};
}

Message describe(const UnreadRange &unread)
{
    return {.id = "unread-range",
            .args = {std::to_string(unread.partition), std::to_string(unread.where.begin.bytes()),
                     std::to_string(unread.where.end().bytes() - 1)}};
}

}
