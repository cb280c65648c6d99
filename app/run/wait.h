// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/run/executor.h"

#include <functional>

namespace parterre {

/// Starts the request and waits for its outcome in an event loop of its own; for programs without a
/// window. An interrupt (Ctrl+C) or SIGTERM cancels the job and goes on waiting for what it says.
[[nodiscard]] Outcome runAndWait(Executor &executor, const wire::Request &request,
                                 const std::function<void(const Progress &)> &onProgress = {});

}
