// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/token_bucket.h"

#include <algorithm>

namespace parterre {

TokenBucket::Clock::duration TokenBucket::pause(Clock::time_point now) const
{
    return isLimited() && m_next > now ? m_next - now : Clock::duration::zero();
}

void TokenBucket::take(Bytes amount, Clock::time_point now)
{
    if (!isLimited())
        return;
    const std::chrono::duration<double> cost(static_cast<double>(amount.count())
                                             / static_cast<double>(m_perSecond.count()));
    m_next = std::max(m_next, now - madeUp) + std::chrono::duration_cast<Clock::duration>(cost);
}

}
