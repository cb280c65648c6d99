// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/check_list.h"

namespace parterre {

void CheckList::expect(Bytes amount)
{
    m_progress.total += amount;
    m_progress.stepTotal = m_progress.total;
}

void CheckList::advance(Bytes amount, Bytes read)
{
    m_progress.done += amount;
    m_progress.read += read;
    m_progress.stepDone = m_progress.done;
    m_progress.elapsedMs =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_started)
            .count();
    m_observer.progressed(m_progress);
}

void CheckList::add(const std::string &code, bool isPassed, std::vector<int> partitions, Message message)
{
    m_checks.push_back({.code = code,
                        .isPassed = isPassed,
                        .partitions = std::move(partitions),
                        .message = std::move(message)});
}

std::string checkedName(int number, const std::string &name, int cloneIndex)
{
    const std::string text = "#" + std::to_string(number);
    if (name.empty())
        return text;
    const std::string clone = cloneIndex > 0 ? " ◆" + std::to_string(cloneIndex) : std::string();
    return text + " (" + name + clone + ")";
}

}
