// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <chrono>

namespace parterre {

/// Says when something may go on that may take so many bytes a second and no more. Whoever takes a lot
/// at once waits for it afterwards; of time in which nothing was taken a quarter of a second is made
/// up. Looks at no clock: the time is always handed in.
class TokenBucket
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds madeUp{250};

    /// Zero: no limit.
    explicit TokenBucket(Bytes perSecond)
        : m_perSecond(perSecond)
    {}

    [[nodiscard]] bool isLimited() const { return !m_perSecond.isZero(); }
    /// How long it is until anything may be taken; zero: now.
    [[nodiscard]] Clock::duration pause(Clock::time_point now) const;
    void take(Bytes amount, Clock::time_point now);

private:
    Bytes m_perSecond;
    Clock::time_point m_next = Clock::time_point::min();  ///< when it goes on
};

}
