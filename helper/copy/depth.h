// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"
#include "helper/block/medium.h"

#include <chrono>
#include <optional>

namespace parterre {

/// How many pieces of a copy should be under way at once, found by trying.
///
/// Too few leave a device idle between two commands; too many make a head travel, fill the cache of a
/// stick, and let a cancel wait for all of them. Neither a name nor sysfs says where that turns, and a
/// disk behind a bridge, RAID or an image is not what it looks like: so the kind of medium gives the
/// start and the bounds, and what is moved in a while (a window) decides the rest.
///
/// Now and then the next larger or smaller value (by half, or a third) is tried for one window, and kept
/// where that moved an eighth more than the window before it and the one after it, which is measured
/// with the old value again. So neither a device that becomes faster or slower by itself nor noise
/// makes it wander, and where depth does not matter it stays where it began. Each trial that fails
/// doubles the time to the next, up to 32 windows.
///
/// Knows no clock: whoever moves bytes says when. For one thread.
class Depth
{
public:
    using Time = std::chrono::steady_clock::time_point;
    struct Range
    {
        unsigned least = 1;
        unsigned start = 1;
        unsigned most = 1;
    };

    /// What suits this kind of medium. Never more than 24: three quarters of a copy's memory.
    [[nodiscard]] static Range rangeFor(Medium medium);

    /// Requires least <= start <= most, and least > 0. A window lasts until `window` was moved, and a
    /// tenth of a second at least: it should hold all that a copy does in turn.
    Depth(Range range, Bytes window);

    /// So many pieces may be under way now.
    [[nodiscard]] unsigned value() const { return m_value; }
    /// Told all that was moved, reads and writes alike. `now` never goes back.
    void moved(Bytes amount, Time now);

private:
    enum class Phase : std::uint8_t { Resting, Before, Trying, After };

    void judge(double rate);
    void change(unsigned value);
    void tryNeighbour();
    void giveUp();
    [[nodiscard]] unsigned neighbour() const;

    Range m_range;
    Bytes m_window;
    unsigned m_value;
    unsigned m_home;                ///< what is used when nothing is tried
    bool m_isUpwards = true;        ///< where the next trial goes
    Phase m_phase = Phase::Before;
    int m_rest = 0;                 ///< windows until the next trial
    int m_restNext = 1;
    double m_before = 0;            ///< bytes in a second
    double m_tried = 0;
    std::optional<Time> m_begin;    ///< of the window
    Bytes m_unmeasured;             ///< to be moved before the window begins
    Bytes m_moved;                  ///< in the window
};

}
