// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/run/executor.h"

#include <functional>
#include <vector>

namespace parterre {

/// One of several requests that are done at the same time.
struct Errand
{
    Executor *executor = nullptr;  ///< the caller's, one for each
    wire::Request request;
    std::function<void(const Progress &)> onProgress;
};

/// Starts all requests and waits for their outcomes, in their order, in an event loop of its own; for
/// programs without a window. An interrupt (Ctrl+C) or SIGTERM cancels all and goes on waiting for what
/// they say.
[[nodiscard]] std::vector<Outcome> runAndWait(const std::vector<Errand> &errands);
[[nodiscard]] Outcome runAndWait(Executor &executor, const wire::Request &request,
                                 const std::function<void(const Progress &)> &onProgress = {});

}
