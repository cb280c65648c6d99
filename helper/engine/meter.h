// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/report.h"
#include "helper/engine/engine.h"

#include <chrono>
#include <vector>

namespace parterre {

/// Counts how far a job is and tells the observer, at most ten times a second and at every change
/// of step. Counts durable bytes: what was flushed, or read back.
class Meter
{
public:
    Meter(Observer &observer, const Plan &plan);

    void startStep(std::size_t step);
    /// This step turns out to be so much work.
    void expect(Bytes amount);
    /// ... and so much more than it was.
    void expectMore(Bytes amount);
    /// More of this step is done.
    void advance(const Work &moved);
    /// The rest of the step's work counts as done; what moved is what its report says.
    void endStep(const StepReport &report);
    void tableWritten();
    [[nodiscard]] std::int64_t elapsedMs() const;

private:
    using Clock = std::chrono::steady_clock;

    void tell();

    Observer &m_observer;
    Progress m_progress;
    Bytes m_doneBefore;
    StepReport m_movedBefore;  ///< sums of the steps that ended
    std::vector<Bytes> m_work;  ///< of each step
    Clock::time_point m_started = Clock::now();
    Clock::time_point m_lastTold;
};

}
