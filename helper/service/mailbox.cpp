// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/mailbox.h"

namespace parterre {

void Mailbox::progressed(const Progress &progress)
{
    const std::scoped_lock lock(m_mutex);
    m_progress = progress;
}

void Mailbox::finish()
{
    const std::scoped_lock lock(m_mutex);
    m_isFinished = true;
    m_changed.notify_all();
}

std::optional<Progress> Mailbox::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_progress, std::nullopt);
}

bool Mailbox::waitForEnd(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, patience, [this] { return m_isFinished; });
}

}
