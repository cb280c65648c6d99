// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/engine.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace parterre {

/// The one thing that the helper's two threads share: the engine leaves its progress here, and the
/// bus thread takes the newest of it when it likes.
class Mailbox final : public Observer
{
public:
    void progressed(const Progress &progress) override;
    /// The engine's last word.
    void finish();

    /// What came since the last time.
    [[nodiscard]] std::optional<Progress> take();
    /// Whether finish() was called; waits for it as long as `patience`.
    [[nodiscard]] bool waitForEnd(std::chrono::milliseconds patience);

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<Progress> m_progress;
    bool m_isFinished = false;
};

}
