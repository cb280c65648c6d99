// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/pace.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::int64_t windowMs = 20000;
constexpr std::int64_t leastMs = 2000;
constexpr double slowestShare = 0.5;  // of a disk's inner tracks, beside its outer ones

}

double Pace::speed(const Sample &from, const Sample &to)
{
    const auto milliseconds = static_cast<double>(to.elapsedMs - from.elapsedMs);
    return static_cast<double>((to.moved - from.moved).count()) * 1000 / milliseconds;
}

void Pace::add(const Progress &progress)
{
    const Sample now{.elapsedMs = progress.elapsedMs, .moved = progress.read + progress.written};
    const bool isOlder =
        !m_recent.empty() && (now.elapsedMs < m_recent.back().elapsedMs || now.moved < m_recent.back().moved);
    if (isOlder) {
        m_first.reset();
        m_recent.clear();
    }
    if (!m_first)
        m_first = now;
    m_recent.push_back(now);
    while (m_recent.size() > 2 && m_recent[1].elapsedMs <= now.elapsedMs - windowMs)
        m_recent.pop_front();
    m_done = progress.done;
    m_total = progress.total;
}

std::optional<Bytes> Pace::rate() const
{
    if (m_recent.empty() || m_recent.back().elapsedMs - m_recent.front().elapsedMs < leastMs
        || m_recent.back().moved == m_recent.front().moved)
        return std::nullopt;
    return Bytes(static_cast<std::int64_t>(speed(m_recent.front(), m_recent.back())));
}

std::optional<double> Pace::secondsLeft() const
{
    const std::optional<Bytes> recent = rate();
    if (!recent || recent->isZero())
        return std::nullopt;
    if (m_done >= m_total)
        return 0;
    const auto now = static_cast<double>(recent->count());
    const double average = speed(*m_first, m_recent.back());
    const auto left = static_cast<double>((m_total - m_done).count());
    // The fall from the middle of what is done to now, carried on to the middle of what is left. At the
    // beginning that would make much of little.
    const double further = std::min(1.0, left / std::max(static_cast<double>(m_done.count()), 1.0));
    return left / std::clamp(now - (average - now) * further, now * slowestShare, now);
}

}
