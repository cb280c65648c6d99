// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/report.h"

#include <optional>

namespace parterre::ctl {

/// Shows how far a job is, on standard error: a line that is rewritten on a terminal, one line for
/// each step elsewhere. Nothing on standard output, which may be JSON.
class ProgressLine
{
public:
    /// `derived` may be null where there is no plan to name steps by (verify).
    explicit ProgressLine(const Derived *derived);
    /// Ends the line on a terminal.
    ~ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(const Progress &progress);

private:
    [[nodiscard]] std::string stepText(std::size_t step) const;

    const Derived *m_derived;
    std::optional<std::size_t> m_step;
    bool m_isTerminal;
    bool m_isLineOpen = false;
};

}
