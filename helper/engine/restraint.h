// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/copy/idle_io.h"
#include "helper/copy/token_bucket.h"
#include "helper/engine/perform.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace parterre {

/// Until it ends, where idle priority was chosen and is to be had. Without it the copies are as good: a
/// warning begins with `what` ("Partition 3").
[[nodiscard]] std::optional<IdleIo> idleAsChosen(const Copying &copying, const std::string &what,
                                                 Context &context);

/// Waits as long as the design's rate limit wants it to, or until it is told to stop. For one thread.
class Brake
{
public:
    Brake(const Copying &copying, std::stop_token stop)
        : m_bucket(copying.rateLimit)
        , m_stop(std::move(stop))
    {}

    /// So much was read or written just now.
    void take(Bytes moved);

private:
    TokenBucket m_bucket;
    std::stop_token m_stop;
    std::mutex m_mutex;
    std::condition_variable_any m_condition;
};

}
