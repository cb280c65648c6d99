// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/kauth_executor.h"

#include "app/run/key_envelope.h"

#include <KAuth/ExecuteJob>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
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

const char *const helperName = "org.parterre.helper";
constexpr int patienceMs = 5000;

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
    case Request::Verb::Build:
        return {};  // by the user's own rights alone
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
    if (request.keys) {
        TRY(const KeyEnvelope keys, KeyEnvelope::seal(*request.keys));
        arguments[QStringLiteral("keys")] = QVariant::fromValue(keys.file());
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
            .read = Bytes(number("read")),
            .written = Bytes(number("written")),
            .skipped = Bytes(number("skipped")),
            .shared = Bytes(number("shared")),
            .isTableWritten = numbers.value(QStringLiteral("isTableWritten")).toBool()};
}

/// What KAuth itself says when the helper did not get to say anything.
Error errorFrom(const KAuth::ExecuteJob &job, const std::string &target)
{
    Error error{.code = ErrorCode::NoHelper,
                .subject = helperName,
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
        error.code = ErrorCode::HelperBusy;
        break;
    case KAuth::ActionReply::InvalidActionError:
        error.code = ErrorCode::Invalid;
        error.detail = "the helper did not take what the answer was to go into";
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
Outcome outcomeFrom(const QByteArray &bytes)
{
    const Result<wire::Reply> reply = wire::fromBytes(bytes).and_then(wire::decodeReply);
    if (!reply)
        return fail(ErrorCode::NoHelper, helperName, reply.error().detail);
    if (const auto *error = std::get_if<Error>(&*reply))
        return std::unexpected(*error);
    if (const auto *answer = std::get_if<wire::Answer>(&*reply))
        return *answer;
    return fail(ErrorCode::NoHelper, helperName, "its answer is none");
}

}

KAuthExecutor::KAuthExecutor(QWindow *window, QObject *parent)
    : Executor(parent)
    , m_window(window)
{}

void KAuthExecutor::start(const Request &request)
{
    Result<QVariantMap> arguments = argumentsFor(request);
    Result<AnswerChannel> channel = AnswerChannel::open();
    if (!arguments || !channel) {
        failSoon(arguments ? channel.error() : arguments.error());
        return;
    }
    m_target = request.path;
    m_channel = *std::move(channel);
    m_ticket = QRandomGenerator::system()->generate64();
    m_said.reset();
    m_isUnderWay = false;
    arguments->insert(m_channel.arguments());
    arguments->insert(QStringLiteral("ticket"), m_ticket);
    m_action = KAuth::Action(actionFor(request.verb));
    m_action.setHelperId(QLatin1StringView(helperName));
    m_action.setTimeout(std::chrono::hours(24));  // the default of the bus is 25 seconds
    m_action.setArguments(*arguments);
    m_action.setParentWindow(m_window);
    m_line = std::make_unique<QSocketNotifier>(m_channel.line(), QSocketNotifier::Read);
    connect(m_line.get(), &QSocketNotifier::activated, this, &KAuthExecutor::lineClosed);
    listen();
    // KAuth sends in a queued call of its own, behind which ours comes.
    m_job->start();
    QTimer::singleShot(0, this, [this] { m_channel.letGo(); });
}

void KAuthExecutor::cancel()
{
    if (m_job)
        m_job->kill(KJob::EmitResult);
}

/// A job that was not started hears like one that was.
void KAuthExecutor::listen()
{
    m_job = m_action.execute();
    m_job->setParent(this);
    connect(m_job, &KAuth::ExecuteJob::newData, this, [this](const QVariantMap &numbers) {
        if (!isOurs(numbers))
            return;
        m_isUnderWay = true;
        Q_EMIT progressed(progressFrom(numbers));
    });
    connect(m_job, &KJob::result, this, [this](KJob *job) { hear(*static_cast<KAuth::ExecuteJob *>(job)); });
}

void KAuthExecutor::hear(const KAuth::ExecuteJob &job)
{
    if (job.error() == 0)
        m_isUnderWay = m_isUnderWay || isOurs(job.data());
    else if (!m_said || m_said->code != ErrorCode::NoHelper)
        m_said = errorFrom(job, m_target);
    // KAuth is done with a job at the first reply to anybody's; ours may still be going on.
    listen();
}

bool KAuthExecutor::isOurs(const QVariantMap &data) const
{
    return data.value(QStringLiteral("ticket")).toULongLong() == m_ticket;
}

void KAuthExecutor::lineClosed()
{
    m_line->setEnabled(false);
    if (const std::optional<QByteArray> bytes = m_channel.answer())
        conclude(outcomeFrom(*bytes));
    else
        catchUp();
}

void KAuthExecutor::catchUp()
{
    // A bus keeps the order of what one sends to another.
    QDBusMessage ping =
        QDBusMessage::createMethodCall(QLatin1StringView(helperName), QStringLiteral("/"),
                                       QStringLiteral("org.freedesktop.DBus.Peer"), QStringLiteral("Ping"));
    ping.setAutoStartService(false);
    auto *watcher =
        new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(ping, patienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        conclude(std::unexpected(whyNoAnswer(!watcher->isError())));
    });
}

Error KAuthExecutor::whyNoAnswer(bool isHelperThere) const
{
    const Error lost{.code = ErrorCode::NoHelper,
                     .subject = helperName,
                     .systemErrno = 0,
                     .detail = "it went away, or gave no answer"};
    if (m_said && m_said->code == ErrorCode::NoHelper)
        return *m_said;
    if (!isHelperThere || m_isUnderWay)
        return lost;
    // KAuth lets go of a request without a word only where it refuses it for another one.
    return m_said.value_or(
        Error{.code = ErrorCode::HelperBusy, .subject = helperName, .systemErrno = 0, .detail = {}});
}

void KAuthExecutor::conclude(const Outcome &outcome)
{
    m_job->deleteLater();
    m_job.clear();
    Q_EMIT finished(outcome);
}

void KAuthExecutor::failSoon(Error error)
{
    QTimer::singleShot(0, this,
                       [this, error = std::move(error)] { Q_EMIT finished(std::unexpected(error)); });
}

}
