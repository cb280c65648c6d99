// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/kauth_executor.h"

#include <KAuth/Action>
#include <KAuth/ExecuteJob>
#include <QDBusUnixFileDescriptor>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace parterre {

namespace {

using wire::Request;

QString actionFor(Request::Verb verb)
{
    switch (verb) {
    case Request::Verb::List:
    case Request::Verb::Probe:
    case Request::Verb::Verify:
    case Request::Verb::FindJobs:
        return QStringLiteral("org.parterre.helper.probe");
    case Request::Verb::Apply:
        return QStringLiteral("org.parterre.helper.apply");
    case Request::Verb::Finish:
    case Request::Verb::Undo:
        return QStringLiteral("org.parterre.helper.recover");
    }
    return {};
}

bool isWriting(Request::Verb verb)
{
    return actionFor(verb) != QStringLiteral("org.parterre.helper.probe");
}

/// The helper takes no links: /dev/disk/by-id/... is followed here, as the user.
Result<QVariantMap> argumentsFor(Request request)
{
    std::error_code error;
    const std::string plain = std::filesystem::canonical(request.path, error).string();
    if (error)
        return failErrno(request.path, error.value(), "realpath");
    request.path = plain;
    QVariantMap arguments{{QStringLiteral("request"), wire::toBytes(wire::encode(request))}};
    struct stat status{};
    if (::stat(plain.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
        const int fd =
            ::open(plain.c_str(), (isWriting(request.verb) ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW);
        if (fd < 0 && (errno == EACCES || errno == EROFS))
            return fail(ErrorCode::Denied, plain, std::generic_category().message(errno));
        if (fd < 0)
            return failErrno(plain, errno, "open");
        QDBusUnixFileDescriptor image;
        image.giveFileDescriptor(fd);
        arguments[QStringLiteral("image")] = QVariant::fromValue(image);
    }
    return arguments;
}

Progress progressFrom(const QVariantMap &numbers)
{
    const auto number = [&](const char *key) {
        return std::max<qint64>(0, numbers.value(QLatin1StringView(key)).toLongLong());
    };
    return {.step = static_cast<std::size_t>(number("step")),
            .stepDone = Bytes(number("stepDone")),
            .stepTotal = Bytes(number("stepTotal")),
            .done = Bytes(number("done")),
            .total = Bytes(number("total")),
            .elapsedMs = number("elapsedMs"),
            .isTableWritten = numbers.value(QStringLiteral("isTableWritten")).toBool()};
}

/// What KAuth itself says when the helper did not get to say anything.
Error errorFrom(const KAuth::ExecuteJob &job, const std::string &target)
{
    Error error{.code = ErrorCode::NoHelper,
                .subject = "org.parterre.helper",
                .systemErrno = 0,
                .detail = job.errorString().toStdString()};
    switch (job.error()) {
    case KAuth::ActionReply::AuthorizationDeniedError:
        // polkit's word that a dialog was dismissed does not come through KAuth.
        error.code = ErrorCode::Denied;
        error.subject = target;
        error.detail = "not authorised, or the password dialog was dismissed";
        break;
    case KAuth::ActionReply::UserCancelledError:
        error.code = ErrorCode::Dismissed;
        break;
    case KAuth::ActionReply::HelperBusyError:
        error.code = ErrorCode::Busy;
        error.detail = "the helper works on another job";
        break;
    case KAuth::ActionReply::NoResponderError:
    case KAuth::ActionReply::DBusError:
        error.detail = "it is not installed, or went away: " + error.detail;
        break;
    default:
        break;
    }
    return error;
}

/// Only a decoded answer is a success, whatever KAuth says.
Outcome outcomeFrom(const KAuth::ExecuteJob &job, const std::string &target)
{
    const QByteArray bytes = job.data().value(QStringLiteral("reply")).toByteArray();
    if (bytes.isEmpty())
        return std::unexpected(errorFrom(job, target));
    const Result<wire::Reply> reply = wire::fromBytes(bytes).and_then(wire::decodeReply);
    if (!reply)
        return fail(ErrorCode::NoHelper, "org.parterre.helper", reply.error().detail);
    if (const auto *error = std::get_if<Error>(&*reply))
        return std::unexpected(*error);
    if (const auto *answer = std::get_if<wire::Answer>(&*reply); answer && job.error() == 0)
        return *answer;
    return std::unexpected(errorFrom(job, target));
}

}

KAuthExecutor::KAuthExecutor(QWindow *window, QObject *parent)
    : Executor(parent)
    , m_window(window)
{}

void KAuthExecutor::start(const Request &request)
{
    const Result<QVariantMap> arguments = argumentsFor(request);
    if (!arguments) {
        failSoon(arguments.error());
        return;
    }
    m_target = request.path;
    KAuth::Action action(actionFor(request.verb));
    action.setHelperId(QStringLiteral("org.parterre.helper"));
    action.setTimeout(std::chrono::hours(24));  // the default of the bus is 25 seconds
    m_ticket = QRandomGenerator::system()->generate64();
    QVariantMap ticketed = *arguments;
    ticketed[QStringLiteral("ticket")] = m_ticket;
    action.setArguments(ticketed);
    action.setParentWindow(m_window);
    m_job = action.execute();
    connect(m_job, &KAuth::ExecuteJob::newData, this, [this](const QVariantMap &numbers) {
        if (isOurs(numbers))
            Q_EMIT progressed(progressFrom(numbers));
    });
    connect(m_job, &KJob::result, this,
            [this](KJob *job) { conclude(*static_cast<KAuth::ExecuteJob *>(job)); });
    QTimer::singleShot(0, m_job, &KAuth::ExecuteJob::start);
}

void KAuthExecutor::cancel()
{
    if (m_job)
        m_job->kill(KJob::EmitResult);
}

void KAuthExecutor::conclude(const KAuth::ExecuteJob &job)
{
    m_job.clear();
    if (job.data().contains(QStringLiteral("reply")) && !isOurs(job.data())) {
        Q_EMIT finished(fail(ErrorCode::NoHelper, m_target,
                             "the helper worked for somebody else; whether it did this is not known"));
        return;
    }
    Q_EMIT finished(outcomeFrom(job, m_target));
}

bool KAuthExecutor::isOurs(const QVariantMap &data) const
{
    return data.value(QStringLiteral("ticket")).toULongLong() == m_ticket;
}

void KAuthExecutor::failSoon(Error error)
{
    QTimer::singleShot(0, this,
                       [this, error = std::move(error)] { Q_EMIT finished(std::unexpected(error)); });
}

}
