// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/runner_executor.h"

#include "app/run/key_envelope.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <fcntl.h>

namespace parterre {

namespace {

Error noHelper(const QString &why)
{
    return {.code = ErrorCode::NoHelper,
            .subject = "parterre-runner",
            .systemErrno = 0,
            .detail = why.toStdString()};
}

}

RunnerExecutor::RunnerExecutor(QString program, QObject *parent)
    : Executor(parent)
    , m_program(program.isEmpty() ? findProgram() : std::move(program))
{}

RunnerExecutor::~RunnerExecutor()
{
    if (!m_process || m_process->state() == QProcess::NotRunning) {
        delete m_process;
        return;
    }
    // QProcess kills what it owns. This one is let go: its job ends by itself.
    m_process->disconnect(this);
    m_process->closeWriteChannel();
}

QString RunnerExecutor::findProgram()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QStringList places = {qEnvironmentVariable("PARTERRE_RUNNER"),
                                here + QStringLiteral("/parterre-runner"),
                                here + QStringLiteral("/../libexec/parterre-runner"),
                                QStringLiteral(PARTERRE_LIBEXEC "/parterre-runner")};
    for (const QString &place : places)
        if (const QFileInfo file(place); file.isFile() && file.isExecutable())
            return file.absoluteFilePath();
    return {};
}

qint64 RunnerExecutor::processId() const
{
    return m_process ? m_process->processId() : 0;
}

void RunnerExecutor::start(const wire::Request &request)
{
    m_frames = {};
    m_outcome.reset();
    delete m_process;
    m_process = new QProcess;
    // Standard error passes through, so that it is still there when this program is not.
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(m_process, &QProcess::readyReadStandardOutput, this, &RunnerExecutor::read);
    connect(m_process, &QProcess::finished, this,
            [this] { end(QStringLiteral("it ended without a result")); });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            QTimer::singleShot(0, this, [this] { end(QStringLiteral("it could not be started")); });
    });
    QStringList arguments;
    QDBusUnixFileDescriptor keys;
    if (request.keys) {
        const Result<KeyEnvelope> envelope = KeyEnvelope::seal(*request.keys);
        if (!envelope) {
            QTimer::singleShot(0, this, [this, error = envelope.error()] { finish(std::unexpected(error)); });
            return;
        }
        keys = envelope->file();
        arguments = {QStringLiteral("--keys"), QString::number(keys.fileDescriptor())};
        // Open in this child alone.
        m_process->setChildProcessModifier([fd = keys.fileDescriptor()] { ::fcntl(fd, F_SETFD, 0); });
    }
    m_process->start(m_program, arguments);
    m_process->write(wire::frame(wire::encode(request)));
}

void RunnerExecutor::cancel()
{
    if (m_process && m_process->state() != QProcess::NotRunning)
        m_process->write(wire::frame(wire::cancelMessage()));
}

void RunnerExecutor::read()
{
    if (!m_process)
        return;
    m_frames.add(m_process->readAllStandardOutput());
    while (true) {
        const Result<std::optional<QCborMap>> message = m_frames.next();
        if (message && !*message)
            return;
        const Result<wire::Reply> reply =
            message.and_then([](const std::optional<QCborMap> &map) { return wire::decodeReply(*map); });
        if (!reply) {
            m_outcome.reset();
            m_process->disconnect(this);
            m_process->closeWriteChannel();
            finish(std::unexpected(noHelper(QStringLiteral("it said what cannot be understood: ")
                                            + QString::fromStdString(reply.error().detail))));
            return;
        }
        take(*reply);
    }
}

void RunnerExecutor::take(const wire::Reply &reply)
{
    if (const auto *progress = std::get_if<Progress>(&reply))
        Q_EMIT progressed(*progress);
    else if (const auto *error = std::get_if<Error>(&reply))
        m_outcome = std::unexpected(*error);
    else
        m_outcome = std::get<wire::Answer>(reply);
}

void RunnerExecutor::end(const QString &why)
{
    if (m_process && m_process->state() == QProcess::NotRunning && m_process->bytesAvailable() > 0)
        read();
    if (m_process)
        finish(m_outcome ? *std::move(m_outcome) : Outcome(std::unexpected(noHelper(why))));
}

void RunnerExecutor::finish(Outcome outcome)
{
    QProcess *const process = std::exchange(m_process, nullptr);
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning)
        process->deleteLater();
    Q_EMIT finished(outcome);
}

}
