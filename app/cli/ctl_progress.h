// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "core/plan/derive.h"
#include "core/plan/pace.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace parterre::ctl {

/// What the steps of a job are called; one word for all of them where the plan is not known here.
struct StepWords
{
    std::vector<std::string> steps;
    std::string otherwise;
    std::string target;  ///< named where jobs on several are shown together
};

[[nodiscard]] StepWords stepsOf(const Derived &derived);
[[nodiscard]] StepWords stepsOf(const std::string &word);

/// How far several jobs are together: sums, the longest time, and the table is written when it is on all.
[[nodiscard]] Progress sumOf(const std::vector<Progress> &jobs);

/// One line of --progress json; the man page has the keys, which are only ever added to.
[[nodiscard]] QJsonObject progressJson(const Progress &progress, const Pace &pace, const StepWords &words);
/// "[####....] 52 %  120 MiB/s, 3 min 2 s left  read 1.2 GiB, written 1.0 GiB, skipped 3.0 GiB  step 2 of 9:
/// ...": what is needed most comes first, as a terminal may cut it off.
[[nodiscard]] std::string barText(const Progress &progress, const Pace &pace, const StepWords &words);

/// Shows how far jobs are, on standard error; nothing on standard output, which may be JSON. Several have one
/// bar together, and lines of their own with the target's name.
class ProgressPrinter
{
public:
    /// Without a style: a bar on a terminal, lines elsewhere.
    ProgressPrinter(std::vector<StepWords> jobs, std::optional<ProgressStyle> style);
    /// Ends the line of a bar.
    ~ProgressPrinter();
    ProgressPrinter(const ProgressPrinter &) = delete;
    ProgressPrinter &operator=(const ProgressPrinter &) = delete;

    /// `job`: an index of the words that were given.
    void show(const Progress &progress, std::size_t job = 0);

private:
    struct Job
    {
        StepWords words;
        Pace pace;
        std::optional<std::size_t> step;
    };

    void showBar();
    void showLine(const Job &job) const;
    void showJson(const Job &job, const Progress &progress) const;

    std::vector<Job> m_jobs;
    std::vector<Progress> m_progress;  ///< of each job, the last
    Pace m_pace;  ///< of all together
    ProgressStyle m_style;
    bool m_isLineOpen = false;
};

}
