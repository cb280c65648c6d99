// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/run/answer_channel.h"
#include "app/run/executor.h"

#include <KAuth/Action>
#include <QPointer>
#include <QSocketNotifier>

namespace KAuth {
class ExecuteJob;
}

namespace parterre {

/// The privileged door: a KAuth action of the helper for each request. What KAuth says of it is
/// broadcast to all callers, and of a busy helper it says nothing; so the end of a request is that the
/// helper lets go of its AnswerChannel, and its outcome is what is sealed there.
class KAuthExecutor final : public Executor
{
    Q_OBJECT

public:
    explicit KAuthExecutor(QWindow *window, QObject *parent = nullptr);

    /// Disks are named by their plain node; an image is opened here and handed over open.
    void start(const wire::Request &request) override;
    void cancel() override;

private:
    void listen();
    /// Notes what KAuth said, which may have been meant for another caller of the same action.
    void hear(const KAuth::ExecuteJob &job);
    [[nodiscard]] bool isOurs(const QVariantMap &data) const;
    void lineClosed();
    /// Waits until everything has arrived that the helper sent before it let go.
    void catchUp();
    [[nodiscard]] Error whyNoAnswer(bool isHelperThere) const;
    void conclude(const Outcome &outcome);
    void failSoon(Error error);

    QWindow *m_window;
    KAuth::Action m_action;
    QPointer<KAuth::ExecuteJob> m_job;
    AnswerChannel m_channel;
    std::unique_ptr<QSocketNotifier> m_line;
    std::string m_target;
    std::optional<Error> m_said;   ///< by KAuth; NoHelper is not overwritten
    bool m_isUnderWay = false;     ///< the helper itself was heard with our ticket
    quint64 m_ticket = 0;
};

}
