// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/run/executor.h"
#include "app/window/jobs.h"

#include <QPointer>

#include <functional>
#include <memory>

class QWidget;

namespace parterre {

/// The window's jobs, each through the door that its target needs, each in a process of its own.
class ExecutorJobs : public Jobs
{
    Q_OBJECT

public:
    using Jobs::Jobs;

    /// Over which window password dialogs open.
    void setWindow(QWidget *window);

    void setKeys(const KeySet &keys) override { m_keys = keys; }
    void listDisks() override;
    void probe(const QString &path) override;
    void apply(const QString &path, const Design &design, const Plan &plan) override;
    void findJobs(const QString &path) override;
    void recover(const QString &path, Recovery way, DiskState before) override;
    void cancel() override;

private:
    using Take = std::function<void(const Outcome &)>;

    /// Starts the request on an executor of its own, which lives until it has answered.
    Executor *run(const wire::Request &request, Take take);
    /// ... and whose outcome is a report. `before`: the disk's state where nothing is begun.
    void runJob(const wire::Request &request, DiskState before);
    [[nodiscard]] QWindow *handle() const;

    KeySet m_keys;
    QPointer<QWidget> m_window;
    QPointer<Executor> m_working;
};

}
