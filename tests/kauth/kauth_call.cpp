// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/answer_channel.h"
#include "app/run/kauth_executor.h"
#include "app/run/wait.h"
#include "core/layout/lineage.h"
#include "core/plan/derive.h"

#include <KAuth/Action>
#include <KAuth/ExecuteJob>
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVirtualObject>
#include <QFile>
#include <QProcess>
#include <QTextStream>

#include <unistd.h>

using namespace parterre;
using wire::Request;

namespace {

void runInShell(const QString &command)
{
    if (!command.isEmpty())
        QProcess::execute(QStringLiteral("sh"), {QStringLiteral("-c"), command});
}

/// A password dialog whose user runs a command and then presses Cancel, for this process alone.
class DismissingAgent : public QDBusVirtualObject
{
    Q_OBJECT

public:
    explicit DismissingAgent(QString command)
        : m_command(std::move(command))
    {}

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (message.member() != QStringLiteral("BeginAuthentication"))
            return bus.send(message.createReply());
        runInShell(m_command);
        return bus.send(message.createErrorReply(QStringLiteral("org.freedesktop.PolicyKit1.Error.Cancelled"),
                                                 QStringLiteral("dismissed")));
    }

    bool enlist()
    {
        QFile stat(QStringLiteral("/proc/self/stat"));
        if (!stat.open(QIODevice::ReadOnly))
            return false;
        const QByteArray line = stat.readAll();
        const qulonglong start = line.sliced(line.lastIndexOf(')') + 2).split(' ').at(19).toULongLong();
        QDBusConnection bus = QDBusConnection::systemBus();
        const QString path = QStringLiteral("/org/parterre/agent");
        QDBusMessage call =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.PolicyKit1"),
                                           QStringLiteral("/org/freedesktop/PolicyKit1/Authority"),
                                           QStringLiteral("org.freedesktop.PolicyKit1.Authority"),
                                           QStringLiteral("RegisterAuthenticationAgent"));
        QDBusArgument subject;
        subject.beginStructure();
        subject << QStringLiteral("unix-process")
                << QVariantMap{{QStringLiteral("pid"), static_cast<uint>(::getpid())},
                               {QStringLiteral("start-time"), start},
                               {QStringLiteral("uid"), static_cast<int>(::getuid())}};
        subject.endStructure();
        call << QVariant::fromValue(subject) << QStringLiteral("C") << path;
        const QDBusMessage reply = bus.registerVirtualObject(path, this) ? bus.call(call) : QDBusMessage();
        QTextStream(stderr) << reply.errorMessage();
        return reply.type() == QDBusMessage::ReplyMessage;
    }

private:
    QString m_command;
};

QString word(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Busy:
        return QStringLiteral("Busy");
    case ErrorCode::StaleLayout:
        return QStringLiteral("StaleLayout");
    case ErrorCode::Refused:
        return QStringLiteral("Refused");
    case ErrorCode::Unsupported:
        return QStringLiteral("Unsupported");
    case ErrorCode::Invalid:
        return QStringLiteral("Invalid");
    case ErrorCode::Denied:
        return QStringLiteral("Denied");
    case ErrorCode::Dismissed:
        return QStringLiteral("Dismissed");
    case ErrorCode::NoHelper:
        return QStringLiteral("NoHelper");
    case ErrorCode::Cancelled:
        return QStringLiteral("Cancelled");
    case ErrorCode::HelperBusy:
        return QStringLiteral("HelperBusy");
    case ErrorCode::Io:
    case ErrorCode::OutOfRange:
    case ErrorCode::Corrupt:
    case ErrorCode::ToolMissing:
    case ErrorCode::ToolFailed:
    case ErrorCode::Mismatch:
    case ErrorCode::Clash:
        break;
    }
    return QStringLiteral("error %1").arg(int(code));
}

QString word(const Outcome &outcome)
{
    if (!outcome) {
        QTextStream(stderr) << QString::fromStdString(outcome.error().detail) << '\n';
        return word(outcome.error().code);
    }
    const auto *report = std::get_if<Report>(&*outcome);
    if (!report || report->isSuccess())
        return QStringLiteral("ok");
    if (!report->error)
        return QStringLiteral("a report without success or error");
    QTextStream(stderr) << QString::fromStdString(report->error->detail) << '\n';
    return word(report->error->code) + QLatin1Char(' ')
        + QString::fromUtf8(diskStateName(report->disk).data(),
                            static_cast<qsizetype>(diskStateName(report->disk).size()));
}

/// `onStart` is called once, when the first progress is heard.
Outcome ask(const Request &request, const std::function<void(Executor &)> &onStart = {})
{
    KAuthExecutor executor(nullptr);
    bool isStarted = false;
    return runAndWait(executor, request, [&](const Progress &) {
        if (!std::exchange(isStarted, true) && onStart)
            onStart(executor);
    });
}

Request simple(Request::Verb verb, const QString &path)
{
    return {.verb = verb, .path = path.toStdString(), .design = std::nullopt, .plan = std::nullopt};
}

/// One clone of partition 1, with the plan that follows from a probe, or with one that is spoilt.
Outcome apply(const QString &path, bool isStale, const std::function<void(Executor &)> &onStart = {})
{
    TRY(const wire::Answer answer, ask(simple(Request::Verb::Probe, path)));
    const auto &inventory = std::get<Inventory>(answer);
    TRY(const Design design,
        parterre::apply(designFor(inventory), edit::SetClones{.number = 1, .count = 1}, Uuid::draw));
    Derived derived = derive(inventory, design);
    for (const Finding &finding : derived.findings)
        QTextStream(stderr) << QString::fromStdString(english(finding.message)) << '\n';
    if (isStale)
        derived.plan.fingerprint += "0";
    return ask(
        {.verb = Request::Verb::Apply, .path = path.toStdString(), .design = design, .plan = derived.plan},
        onStart);
}

/// What a hostile caller would send: any path, no open image, any verb under any action, and anything
/// or nothing for the answer.
Outcome raw(const QString &action, const QString &path, Request::Verb verb, const QVariantMap &spoilt = {})
{
    TRY(const AnswerChannel channel, AnswerChannel::open());
    KAuth::Action call(QStringLiteral("org.parterre.helper.") + action);
    call.setHelperId(QStringLiteral("org.parterre.helper"));
    Request request = simple(verb, path);
    if (verb == Request::Verb::Apply) {
        request.design.emplace();
        request.plan.emplace();
    }
    QVariantMap arguments{{QStringLiteral("request"), wire::toBytes(wire::encode(request))}};
    arguments.insert(channel.arguments());
    arguments.insert(spoilt);
    call.setArguments(arguments);
    KAuth::ExecuteJob *job = call.execute();
    job->setAutoDelete(false);
    job->exec();
    if (job->error() == KAuth::ActionReply::InvalidActionError)
        return fail(ErrorCode::Invalid, {}, "no file for the answer");
    const auto reply = wire::fromBytes(channel.answer().value_or(QByteArray())).and_then(wire::decodeReply);
    if (reply && std::holds_alternative<Error>(*reply))
        return std::unexpected(std::get<Error>(*reply));
    if (reply && std::holds_alternative<wire::Answer>(*reply) && job->error() == 0)
        return std::get<wire::Answer>(*reply);
    return fail(ErrorCode::NoHelper, {}, job->errorString().toStdString());
}

/// A file of the caller's in place of one in memory.
QVariantMap openedFor(const QString &path)
{
    QFile file(path);
    QDBusUnixFileDescriptor descriptor;
    if (file.open(QIODevice::ReadWrite))
        descriptor.setFileDescriptor(file.handle());
    return {{QStringLiteral("answer"), QVariant::fromValue(descriptor)}};
}

}

/// kauth_call WHAT PATH [COMMAND]: asks the helper over the system bus as whoever runs it, and prints
/// a word for how it came out. COMMAND is run once a job is under way, or while the dialog that will be
/// dismissed is open; for raw-probe-into-file it is that file. Used by tests/kauth/run.sh.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString what = arguments.value(1);
    const QString path = arguments.value(2);
    DismissingAgent agent(arguments.value(3));
    if (what == QStringLiteral("probe-dismissed") && !agent.enlist())
        return EXIT_FAILURE;
    QString said;
    if (what.startsWith(QStringLiteral("probe")))
        said = word(ask(simple(Request::Verb::Probe, path)));
    else if (what == QStringLiteral("jobs"))
        said = word(ask(simple(Request::Verb::FindJobs, path)));
    else if (what == QStringLiteral("apply") || what == QStringLiteral("apply-stale"))
        said = word(apply(path, what == QStringLiteral("apply-stale")));
    else if (what == QStringLiteral("apply-blindly"))
        said = word(ask(
            {.verb = Request::Verb::Apply, .path = path.toStdString(), .design = Design(), .plan = Plan()}));
    else if (what == QStringLiteral("apply-cancel"))
        said = word(apply(path, false, [](Executor &executor) { executor.cancel(); }));
    else if (what == QStringLiteral("apply-during"))
        said = word(apply(path, false, [&](Executor &) { runInShell(arguments.value(3)); }));
    else if (what == QStringLiteral("raw-probe"))
        said = word(raw(QStringLiteral("probe"), path, Request::Verb::Probe));
    else if (what == QStringLiteral("raw-apply"))
        said = word(raw(QStringLiteral("apply"), path, Request::Verb::Apply));
    else if (what == QStringLiteral("raw-apply-as-probe"))
        said = word(raw(QStringLiteral("probe"), path, Request::Verb::Apply));
    else if (what == QStringLiteral("raw-apply-unanswered"))
        said =
            word(raw(QStringLiteral("apply"), path, Request::Verb::Apply, {{QStringLiteral("answer"), 1}}));
    else if (what == QStringLiteral("raw-probe-into-file"))
        said = word(raw(QStringLiteral("probe"), path, Request::Verb::Probe, openedFor(arguments.value(3))));
    QTextStream(stdout) << said << '\n';
    return EXIT_SUCCESS;
}

#include "kauth_call.moc"
