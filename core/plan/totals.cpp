// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/totals.h"

namespace parterre {

Totals totalsOf(const Progress &progress)
{
    return {.read = progress.read,
            .written = progress.written,
            .skipped = progress.skipped,
            .shared = progress.shared};
}

Totals totalsOf(const Report &report)
{
    Totals totals;
    for (const StepReport &step : report.steps) {
        totals.read += step.read;
        totals.written += step.written;
        totals.skipped += step.skipped;
        totals.shared += step.shared;
    }
    return totals;
}

Bytes averageRate(const Report &report)
{
    const Totals totals = totalsOf(report);
    if (report.elapsedMs <= 0)
        return {};
    const double moved = static_cast<double>((totals.read + totals.written).count());
    return Bytes(static_cast<std::int64_t>(moved * 1000 / static_cast<double>(report.elapsedMs)));
}

}
