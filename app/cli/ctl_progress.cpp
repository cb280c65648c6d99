// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_progress.h"

#include "core/text/describe.h"

#include <cstdio>

#include <unistd.h>

namespace parterre::ctl {

namespace {

constexpr double leastElapsed = 2000;

std::string barText(const Progress &progress)
{
    const auto total = static_cast<double>(progress.total.count());
    const auto done = static_cast<double>(progress.done.count());
    const double fraction = total > 0 ? done / total : 1;
    constexpr int width = 24;
    const int filled = static_cast<int>(fraction * width);
    std::string text = "[" + std::string(static_cast<std::size_t>(filled), '#')
        + std::string(static_cast<std::size_t>(width - filled), '.') + "] "
        + std::to_string(static_cast<int>(fraction * 100)) + " %";
    const auto elapsed = static_cast<double>(progress.elapsedMs);
    if (elapsed < leastElapsed || done <= 0)
        return text;
    const double rate = done * 1000 / elapsed;
    return text + "  " + sizeText(Bytes(static_cast<std::int64_t>(rate))) + "/s, "
        + durationText((total - done) / rate) + " left";
}

}

ProgressLine::ProgressLine(const Derived *derived)
    : m_derived(derived)
    , m_isTerminal(::isatty(STDERR_FILENO) != 0)
{}

ProgressLine::~ProgressLine()
{
    if (m_isLineOpen)
        (void)std::fputc('\n', stderr);
}

std::string ProgressLine::stepText(std::size_t step) const
{
    if (m_derived == nullptr || step >= m_derived->plan.steps.size())
        return "comparing";
    const auto count = m_derived->plan.steps.size();
    return "step " + std::to_string(step + 1) + " of " + std::to_string(count) + ": "
        + english(describe(m_derived->plan.steps[step], m_derived->designed));
}

void ProgressLine::show(const Progress &progress)
{
    const bool isNewStep = m_step != progress.step;
    m_step = progress.step;
    if (m_isTerminal) {
        (void)std::fprintf(stderr, "\r\033[K%s  %s", barText(progress).c_str(),
                           stepText(progress.step).c_str());
        m_isLineOpen = true;
        return;
    }
    if (isNewStep)
        (void)std::fprintf(stderr, "%s\n", stepText(progress.step).c_str());
}

}
