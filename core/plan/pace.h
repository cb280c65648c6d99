// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/report.h"

#include <deque>
#include <optional>

namespace parterre {

/// How fast a job is, and how long it will yet take. Knows no clock: time is what Progress says.
///
/// The rate is that of the last twenty seconds, in bytes read and written; a batch is flushed as a whole, and
/// on a slow stick that takes most of them. A disk that rotates is about half as fast at its end as at its
/// start, and a job goes that way. Therefore what is left is not divided by the rate, but by what the rate is
/// likely to be on the way: where it has fallen below the average of all that was done, it is taken to fall
/// on by as much again, in the second half of the job by as much less as less is left; never below half of
/// what it is now. Where it has not fallen (a device without zones, or one that was held up before) it is
/// taken to stay.
class Pace
{
public:
    /// What a job says, in order; what is older than the last one begins anew.
    void add(const Progress &progress);

    /// Bytes in a second; nothing before two seconds were seen, and where nothing moved lately.
    [[nodiscard]] std::optional<Bytes> rate() const;
    /// Nothing where there is no rate.
    [[nodiscard]] std::optional<double> secondsLeft() const;

private:
    struct Sample
    {
        std::int64_t elapsedMs = 0;
        Bytes moved;
    };

    /// Bytes in a second between the two.
    [[nodiscard]] static double speed(const Sample &from, const Sample &to);

    std::optional<Sample> m_first;
    std::deque<Sample> m_recent;  ///< one before the last twenty seconds, and those within
    Bytes m_done;
    Bytes m_total;
};

}
