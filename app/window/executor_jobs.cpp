// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/executor_jobs.h"

#include <QWidget>

namespace parterre {

namespace {

/// The answer as a T; an answer to something else is as good as none.
template<typename T>
Result<T> answerOf(const Outcome &outcome)
{
    if (!outcome)
        return std::unexpected(outcome.error());
    if (const T *answer = std::get_if<T>(&*outcome))
        return *answer;
    return fail(ErrorCode::NoHelper, {}, "an answer to another question");
}

}

void ExecutorJobs::setWindow(QWidget *window)
{
    m_window = window;
}

QWindow *ExecutorJobs::handle() const
{
    return m_window ? m_window->windowHandle() : nullptr;
}

Executor *ExecutorJobs::run(const wire::Request &request, Take take)
{
    Executor *executor = chooseExecutor(request.path, handle()).release();
    executor->setParent(this);
    connect(executor, &Executor::finished, this, [executor, take = std::move(take)](const Outcome &outcome) {
        executor->deleteLater();
        take(outcome);
    });
    executor->start(request);
    return executor;
}

void ExecutorJobs::listDisks()
{
    run({.verb = wire::Request::Verb::List}, [this](const Outcome &outcome) {
        // Without a list the window still opens what it is told to.
        Q_EMIT disksListed(answerOf<std::vector<DiskSummary>>(outcome).value_or(std::vector<DiskSummary>()));
    });
}

void ExecutorJobs::probe(const QString &path)
{
    run({.verb = wire::Request::Verb::Probe, .path = path.toStdString(), .keys = m_keys},
        [this, path](const Outcome &outcome) { Q_EMIT probed(path, answerOf<Inventory>(outcome)); });
}

void ExecutorJobs::apply(const QString &path, const Design &design, const Plan &plan)
{
    runJob({.verb = wire::Request::Verb::Apply,
            .path = path.toStdString(),
            .design = design,
            .plan = plan,
            .keys = m_keys},
           DiskState::Unchanged);
}

void ExecutorJobs::findJobs(const QString &path)
{
    run({.verb = wire::Request::Verb::FindJobs, .path = path.toStdString()},
        [this, path](const Outcome &outcome) {
            Q_EMIT jobsFound(path, answerOf<std::vector<JobState>>(outcome));
        });
}

void ExecutorJobs::recover(const QString &path, Recovery way, DiskState before)
{
    const auto verb = way == Recovery::Finish ? wire::Request::Verb::Finish : wire::Request::Verb::Undo;
    runJob({.verb = verb, .path = path.toStdString(), .keys = m_keys}, before);
}

void ExecutorJobs::runJob(const wire::Request &request, DiskState before)
{
    m_working = run(request, [this, before](const Outcome &outcome) {
        Result<Report> report = answerOf<Report>(outcome);
        if (report) {
            Q_EMIT finished(*report);
            return;
        }
        Report failed;
        failed.error = report.error();
        const bool isBefore =
            report.error().code != ErrorCode::NoHelper && report.error().code != ErrorCode::Io;
        failed.disk = isBefore ? before : DiskState::Unknown;
        Q_EMIT finished(failed);
    });
    connect(m_working, &Executor::progressed, this, &Jobs::advanced);
}

void ExecutorJobs::cancel()
{
    if (m_working)
        m_working->cancel();
}

}
