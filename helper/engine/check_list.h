// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/engine.h"

#include <chrono>
#include <string>
#include <vector>

namespace parterre {

/// What a verification has found so far, and how far it is. For one thread.
class CheckList
{
public:
    /// `observer` is told of progress and must outlive the value.
    explicit CheckList(Observer &observer)
        : m_observer(observer)
    {}

    /// So much more will be compared.
    void expect(Bytes amount);
    /// `amount` of what was expected is done; `read` of it had to be read.
    void advance(Bytes amount, Bytes read);

    void add(const std::string &code, bool isPassed, std::vector<int> partitions, Message message);
    [[nodiscard]] bool isEmpty() const { return m_checks.empty(); }
    [[nodiscard]] std::vector<Check> take() { return std::move(m_checks); }

private:
    Observer &m_observer;
    Progress m_progress;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    std::vector<Check> m_checks;
};

/// "#3 (root ◆1)"; without a name in config.partids the number alone. `cloneIndex` is 0 for what is no clone.
[[nodiscard]] std::string checkedName(int number, const std::string &name, int cloneIndex);

}
