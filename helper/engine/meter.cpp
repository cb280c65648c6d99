// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/meter.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::chrono::milliseconds tellingInterval{100};

Bytes amountOf(const Work &work)
{
    return work.read + work.written;
}

}

Meter::Meter(Observer &observer, const Plan &plan)
    : m_observer(observer)
{
    for (const Step &step : plan.steps) {
        m_work.push_back(amountOf(work(step)));
        m_progress.total += m_work.back();
    }
}

void Meter::startStep(std::size_t step)
{
    m_progress.step = step;
    m_progress.stepDone = {};
    m_progress.stepTotal = m_work[step];
    m_doneBefore = {};
    for (std::size_t i = 0; i < step; ++i)
        m_doneBefore += m_work[i];
    m_progress.done = m_doneBefore;
    m_movedBefore.read = m_progress.read;
    m_movedBefore.written = m_progress.written;
    m_movedBefore.skipped = m_progress.skipped;
    m_movedBefore.shared = m_progress.shared;
    tell();
}

void Meter::expect(Bytes amount)
{
    Bytes &known = m_work[m_progress.step];
    m_progress.total = m_progress.total - known + amount;
    known = amount;
    m_progress.stepTotal = amount;
    tell();
}

void Meter::expectMore(Bytes amount)
{
    m_work[m_progress.step] += amount;
    m_progress.total += amount;
    m_progress.stepTotal += amount;
    if (!amount.isZero())
        tell();
}

void Meter::advance(const Work &moved)
{
    m_progress.read += moved.read;
    m_progress.written += moved.written;
    m_progress.stepDone = std::min(m_progress.stepDone + amountOf(moved), m_progress.stepTotal);
    m_progress.done = m_doneBefore + m_progress.stepDone;
    if (Clock::now() - m_lastTold >= tellingInterval)
        tell();
}

void Meter::endStep(const StepReport &report)
{
    m_progress.read = m_movedBefore.read + report.read;
    m_progress.written = m_movedBefore.written + report.written;
    m_progress.skipped = m_movedBefore.skipped + report.skipped;
    m_progress.shared = m_movedBefore.shared + report.shared;
    m_progress.stepDone = m_progress.stepTotal;
    m_progress.done = m_doneBefore + m_progress.stepTotal;
    tell();
}

void Meter::tableWritten()
{
    m_progress.isTableWritten = true;
    tell();
}

std::int64_t Meter::elapsedMs() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_started).count();
}

void Meter::tell()
{
    m_lastTold = Clock::now();
    m_progress.elapsedMs = elapsedMs();
    m_observer.progressed(m_progress);
}

}
