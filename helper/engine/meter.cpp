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
    , m_plan(plan)
{
    m_progress.total = amountOf(work(plan));
}

void Meter::startStep(std::size_t step)
{
    m_progress.step = step;
    m_progress.stepDone = {};
    m_progress.stepTotal = amountOf(work(m_plan.steps[step]));
    m_doneBefore = {};
    for (std::size_t i = 0; i < step; ++i)
        m_doneBefore += amountOf(work(m_plan.steps[i]));
    m_progress.done = m_doneBefore;
    tell();
}

void Meter::advance(Bytes amount)
{
    m_progress.stepDone = std::min(m_progress.stepDone + amount, m_progress.stepTotal);
    m_progress.done = m_doneBefore + m_progress.stepDone;
    if (Clock::now() - m_lastTold >= tellingInterval)
        tell();
}

void Meter::endStep()
{
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
