// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/restraint.h"

#include "core/text/describe.h"

namespace parterre {

std::optional<IdleIo> idleAsChosen(const Copying &copying, const std::string &what, Context &context)
{
    if (copying.ioPriority == IoPriority::Normal)
        return std::nullopt;
    Result<IdleIo> idle = IdleIo::begin();
    if (idle)
        return *std::move(idle);
    context.warnings.push_back(what
                               + " was not copied at idle I/O priority: " + english(describe(idle.error())));
    return std::nullopt;
}

void Brake::take(Bytes moved)
{
    if (!m_bucket.isLimited())
        return;
    m_bucket.take(moved, TokenBucket::Clock::now());
    std::unique_lock lock(m_mutex);
    (void)m_condition.wait_for(lock, m_stop, m_bucket.pause(TokenBucket::Clock::now()), [] { return false; });
}

}
