// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/run/executor.h"
#include "core/wire/frame.h"

#include <QProcess>

namespace parterre {

/// The user's own door: parterre-runner, a child process for each request.
class RunnerExecutor final : public Executor
{
    Q_OBJECT

public:
    /// `program`: empty for the runner that belongs to this program.
    explicit RunnerExecutor(QString program = {}, QObject *parent = nullptr);
    /// A job that is under way goes on to its end without us: it sees its input end.
    ~RunnerExecutor() override;

    void start(const wire::Request &request) override;
    void cancel() override;

    /// Where the runner is: beside this program, or in libexec. Empty where it is nowhere.
    [[nodiscard]] static QString findProgram();

    /// Of the runner, 0 when none runs; for tests that kill it.
    [[nodiscard]] qint64 processId() const;

private:
    void read();
    void take(const wire::Reply &reply);
    void end(const QString &why);
    void finish(Outcome outcome);

    QString m_program;
    QProcess *m_process = nullptr;
    wire::FrameReader m_frames;
    std::optional<Outcome> m_outcome;  ///< said, but the process has not ended yet
};

}
