// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/report.h"

namespace parterre {

/// What a job moved and what it spared.
struct Totals
{
    Bytes read;     ///< from origins, and back from copies
    Bytes written;
    Bytes skipped;  ///< in the copies: not used, so not written
    Bytes shared;   ///< in the copies: the origin's own blocks

    friend bool operator==(const Totals &, const Totals &) = default;
};

[[nodiscard]] Totals totalsOf(const Progress &progress);
[[nodiscard]] Totals totalsOf(const Report &report);
/// Bytes read and written in a second, over the whole job; zero where it took no time.
[[nodiscard]] Bytes averageRate(const Report &report);

}
