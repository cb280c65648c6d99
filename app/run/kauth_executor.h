// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/run/executor.h"

#include <QPointer>

namespace KAuth {
class ExecuteJob;
}

namespace parterre {

/// The privileged door: a KAuth action of the helper for each request.
class KAuthExecutor final : public Executor
{
    Q_OBJECT

public:
    explicit KAuthExecutor(QWindow *window, QObject *parent = nullptr);

    /// Disks are named by their plain node; an image is opened here and handed over open.
    void start(const wire::Request &request) override;
    void cancel() override;

private:
    void conclude(const KAuth::ExecuteJob &job);
    /// KAuth gives every caller the answers to all that ask for the same action.
    [[nodiscard]] bool isOurs(const QVariantMap &data) const;
    void failSoon(Error error);

    QWindow *m_window;
    QPointer<KAuth::ExecuteJob> m_job;
    std::string m_target;
    quint64 m_ticket = 0;
};

}
