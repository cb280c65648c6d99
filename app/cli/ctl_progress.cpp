// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_progress.h"

#include "app/cli/ctl_text.h"
#include "core/text/describe.h"

#include <QJsonDocument>

#include <cmath>
#include <cstdio>

#include <unistd.h>

namespace parterre::ctl {

namespace {

const std::string &wordFor(std::size_t step, const StepWords &words)
{
    return step < words.steps.size() ? words.steps[step] : words.otherwise;
}

std::string stepText(std::size_t step, const StepWords &words)
{
    if (step >= words.steps.size())
        return words.otherwise;
    return "step " + std::to_string(step + 1) + " of " + std::to_string(words.steps.size()) + ": "
        + words.steps[step];
}

}

StepWords stepsOf(const Derived &derived)
{
    StepWords words;
    for (const Step &step : derived.plan.steps)
        words.steps.push_back(english(describe(step, derived.designed)));
    return words;
}

StepWords stepsOf(const std::string &word)
{
    return {.steps = {}, .otherwise = word};
}

QJsonObject progressJson(const Progress &progress, const Pace &pace, const StepWords &words)
{
    const auto rate = pace.rate();
    const auto left = pace.secondsLeft();
    const auto count = static_cast<qint64>(words.steps.size());
    return {{QStringLiteral("step"), static_cast<qint64>(progress.step) + 1},
            {QStringLiteral("steps"), count > 0 ? QJsonValue(count) : QJsonValue::Null},
            {QStringLiteral("description"), QString::fromStdString(wordFor(progress.step, words))},
            {QStringLiteral("step_done"), qint64{progress.stepDone.count()}},
            {QStringLiteral("step_total"), qint64{progress.stepTotal.count()}},
            {QStringLiteral("done"), qint64{progress.done.count()}},
            {QStringLiteral("total"), qint64{progress.total.count()}},
            {QStringLiteral("rate"), rate ? QJsonValue(qint64{rate->count()}) : QJsonValue::Null},
            {QStringLiteral("seconds_left"), left ? QJsonValue(std::llround(*left)) : QJsonValue::Null},
            {QStringLiteral("read"), qint64{progress.read.count()}},
            {QStringLiteral("written"), qint64{progress.written.count()}},
            {QStringLiteral("skipped"), qint64{progress.skipped.count()}},
            {QStringLiteral("shared"), qint64{progress.shared.count()}},
            {QStringLiteral("elapsed_ms"), qint64{progress.elapsedMs}},
            {QStringLiteral("table_written"), progress.isTableWritten}};
}

std::string barText(const Progress &progress, const Pace &pace, const StepWords &words)
{
    const auto total = static_cast<double>(progress.total.count());
    const auto done = static_cast<double>(progress.done.count());
    const double fraction = total > 0 ? std::min(done / total, 1.0) : 1;
    constexpr int width = 16;
    const int filled = static_cast<int>(fraction * width);
    std::string text = "[" + std::string(static_cast<std::size_t>(filled), '#')
        + std::string(static_cast<std::size_t>(width - filled), '.') + "] "
        + std::to_string(static_cast<int>(fraction * 100)) + " %";
    if (const auto rate = pace.rate())
        text += "  " + sizeText(*rate) + "/s";
    if (const auto left = pace.secondsLeft())
        text += ", " + durationText(*left) + " left";
    if (const std::string totals = totalsText(totalsOf(progress)); !totals.empty())
        text += "  " + totals;
    return text + "  " + stepText(progress.step, words);
}

Progress sumOf(const std::vector<Progress> &jobs)
{
    Progress sum;
    sum.isTableWritten = true;
    for (const Progress &job : jobs) {
        sum.done += job.done;
        sum.total += job.total;
        sum.read += job.read;
        sum.written += job.written;
        sum.skipped += job.skipped;
        sum.shared += job.shared;
        sum.elapsedMs = std::max(sum.elapsedMs, job.elapsedMs);
        sum.isTableWritten = sum.isTableWritten && job.isTableWritten;
    }
    return sum;
}

ProgressPrinter::ProgressPrinter(std::vector<StepWords> jobs, std::optional<ProgressStyle> style)
    : m_progress(jobs.size())
    , m_style(style.value_or(::isatty(STDERR_FILENO) != 0 ? ProgressStyle::Bar : ProgressStyle::Lines))
{
    for (StepWords &words : jobs)
        m_jobs.push_back({.words = std::move(words), .pace = {}, .step = {}});
}

ProgressPrinter::~ProgressPrinter()
{
    if (m_isLineOpen)
        (void)std::fputc('\n', stderr);
}

void ProgressPrinter::show(const Progress &progress, std::size_t job)
{
    m_progress.at(job) = progress;
    Job &one = m_jobs.at(job);
    one.pace.add(progress);
    // Steps whose names are not known here have one line together.
    const bool isNewStep = !one.step || (one.step != progress.step && !one.words.steps.empty());
    one.step = progress.step;
    switch (m_style) {
    case ProgressStyle::Bar:
        showBar();
        return;
    case ProgressStyle::Lines:
        if (isNewStep)
            showLine(one);
        return;
    case ProgressStyle::Json:
        showJson(one, progress);
        return;
    case ProgressStyle::None:
        return;
    }
}

void ProgressPrinter::showBar()
{
    std::string text;
    if (m_jobs.size() == 1) {
        text = barText(m_progress.front(), m_jobs.front().pace, m_jobs.front().words);
    } else {
        const Progress sum = sumOf(m_progress);
        m_pace.add(sum);
        text = barText(sum, m_pace, stepsOf(std::to_string(m_jobs.size()) + " targets"));
    }
    // What is too long for the terminal is cut off and not wrapped: the next one goes over it.
    (void)std::fprintf(stderr, "\r\033[K\033[?7l%s\033[?7h", text.c_str());
    m_isLineOpen = true;
}

void ProgressPrinter::showLine(const Job &job) const
{
    const std::string target = m_jobs.size() == 1 ? std::string() : job.words.target + ": ";
    (void)std::fprintf(stderr, "%s%s\n", target.c_str(), stepText(*job.step, job.words).c_str());
}

void ProgressPrinter::showJson(const Job &job, const Progress &progress) const
{
    QJsonObject json = progressJson(progress, job.pace, job.words);
    if (m_jobs.size() > 1)
        json[QStringLiteral("target")] = QString::fromStdString(job.words.target);
    (void)std::fprintf(stderr, "%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
}

}
