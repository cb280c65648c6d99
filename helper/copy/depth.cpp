// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/depth.h"

#include <algorithm>
#include <cassert>

namespace parterre {

namespace {

constexpr double gain = 1.125;
constexpr int restMax = 32;
constexpr std::chrono::milliseconds shortest{100};

}

Depth::Range Depth::rangeFor(Medium medium)
{
    switch (medium) {
    case Medium::Rotational:
        return {.least = 2, .start = 4, .most = 16};
    case Medium::Stick:
        return {.least = 1, .start = 2, .most = 8};
    case Medium::Nvme:
        return {.least = 4, .start = 16, .most = 24};
    case Medium::SolidState:
    case Medium::Unknown:
        break;
    }
    return {.least = 2, .start = 8, .most = 24};
}

Depth::Depth(Range range, Bytes window)
    : m_range(range)
    , m_window(window)
    , m_value(range.start)
    , m_home(range.start)
{
    assert(range.least > 0 && range.least <= range.start && range.start <= range.most);
}

void Depth::moved(Bytes amount, Time now)
{
    if (!m_begin) {
        // What was under way when the value changed was still begun with the old one.
        m_unmeasured = m_unmeasured - std::min(m_unmeasured, amount);
        if (m_unmeasured.isZero())
            m_begin = now;
        return;
    }
    m_moved += amount;
    const auto elapsed = now - *m_begin;
    if (m_moved < m_window || elapsed < shortest)
        return;
    const double rate = static_cast<double>(m_moved.count()) / std::chrono::duration<double>(elapsed).count();
    m_begin = now;
    m_moved = {};
    judge(rate);
}

void Depth::judge(double rate)
{
    switch (m_phase) {
    case Phase::Resting:
        if (--m_rest == 0)
            m_phase = Phase::Before;
        break;
    case Phase::Before:
        m_before = rate;
        tryNeighbour();
        break;
    case Phase::Trying:
        m_tried = rate;
        if (rate < m_before * gain)
            giveUp();
        else
            m_phase = Phase::After;
        change(m_home);
        break;
    case Phase::After:
        if (m_tried < rate * gain) {
            giveUp();
            break;
        }
        m_home = neighbour();
        m_restNext = 1;
        m_phase = Phase::Before;
        change(m_home);
        break;
    }
}

void Depth::tryNeighbour()
{
    if (neighbour() == m_home)
        m_isUpwards = !m_isUpwards;
    if (neighbour() == m_home)
        return;
    m_phase = Phase::Trying;
    change(neighbour());
}

void Depth::giveUp()
{
    m_isUpwards = !m_isUpwards;
    m_rest = m_restNext;
    m_restNext = std::min(m_restNext * 2, restMax);
    m_phase = Phase::Resting;
}

void Depth::change(unsigned value)
{
    m_value = value;
    m_begin.reset();
    m_moved = {};
    m_unmeasured = Bytes(m_window.count() / 4);
}

unsigned Depth::neighbour() const
{
    const unsigned other =
        m_isUpwards ? m_home + std::max(m_home / 2, 1U) : m_home - std::max(m_home / 3, 1U);
    return std::clamp(other, m_range.least, m_range.most);
}

}
