// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/kauth/helper.h"

#include "helper/service/envelope.h"
#include "helper/service/job_root.h"
#include "helper/service/key_file.h"
#include "helper/service/mailbox.h"
#include "helper/service/open_target.h"
#include "helper/service/verbs.h"

#include <KAuth/HelperSupport>
#include <QDBusUnixFileDescriptor>

#include <algorithm>
#include <initializer_list>
#include <span>
#include <thread>

namespace parterre {

namespace {

using wire::Request;

/// Ten times a second at most: the signal goes to everybody on the bus.
constexpr std::chrono::milliseconds beat{100};

/// Numbers only, for the same reason.
QVariantMap numbersOf(const Progress &progress, const QVariant &ticket)
{
    return {{QStringLiteral("ticket"), ticket},
            {QStringLiteral("step"), static_cast<qlonglong>(progress.step)},
            {QStringLiteral("stepDone"), static_cast<qlonglong>(progress.stepDone.count())},
            {QStringLiteral("stepTotal"), static_cast<qlonglong>(progress.stepTotal.count())},
            {QStringLiteral("done"), static_cast<qlonglong>(progress.done.count())},
            {QStringLiteral("total"), static_cast<qlonglong>(progress.total.count())},
            {QStringLiteral("elapsedMs"), static_cast<qlonglong>(progress.elapsedMs)},
            {QStringLiteral("read"), static_cast<qlonglong>(progress.read.count())},
            {QStringLiteral("written"), static_cast<qlonglong>(progress.written.count())},
            {QStringLiteral("skipped"), static_cast<qlonglong>(progress.skipped.count())},
            {QStringLiteral("shared"), static_cast<qlonglong>(progress.shared.count())},
            {QStringLiteral("isTableWritten"), progress.isTableWritten}};
}

/// The caller's number for his request: all callers hear all progress, and this tells it apart.
QVariant ticketOf(const QVariantMap &arguments)
{
    return arguments.value(QStringLiteral("ticket")).toULongLong();
}

Result<Request> readRequest(const QVariantMap &arguments, std::initializer_list<Request::Verb> verbs)
{
    const QVariant bytes = arguments.value(QStringLiteral("request"));
    if (bytes.typeId() != QMetaType::QByteArray)
        return fail(ErrorCode::Invalid, {}, "the request is missing");
    for (auto one = arguments.constBegin(); one != arguments.constEnd(); ++one)
        if (!QStringList{QStringLiteral("request"), QStringLiteral("image"), QStringLiteral("ticket"),
                         QStringLiteral("answer"), QStringLiteral("line"), QStringLiteral("keys")}
                 .contains(one.key()))
            return fail(ErrorCode::Invalid, {}, "an argument that is not known");
    TRY(const QCborMap map, wire::fromBytes(bytes.toByteArray()));
    TRY(Request request, wire::decodeRequest(map));
    // An action allows its own verbs: who may look must not be able to write.
    if (std::ranges::find(verbs, request.verb) == verbs.end())
        return fail(ErrorCode::Denied, {}, "this action does not allow that verb");
    if (arguments.contains(QStringLiteral("keys"))) {
        const auto keys = arguments.value(QStringLiteral("keys")).value<QDBusUnixFileDescriptor>();
        TRY(request.keys, readKeyFile(keys.fileDescriptor()));
    }
    return request;
}

Result<std::unique_ptr<FileDevice>> openTarget(const QVariantMap &arguments, const Request &request)
{
    const FileDevice::Access access = accessFor(request.verb);
    if (!arguments.contains(QStringLiteral("image")))
        return openForHelper(request.path, access);
    const auto image = arguments.value(QStringLiteral("image")).value<QDBusUnixFileDescriptor>();
    if (!image.isValid())
        return fail(ErrorCode::Invalid, {}, "the image is not an open file");
    return adoptForHelper(image.fileDescriptor(), access);
}

/// The engine works on a thread of its own while this one serves the bus.
Result<wire::Answer> performWhileListening(FileDevice &device, const Request &request, const QVariant &ticket)
{
    const std::string jobRoot = jobRootOf(0);
    CHECK(prepareJobRoot(jobRoot));
    Mailbox mailbox;
    Result<wire::Answer> result = fail(ErrorCode::NoHelper, device.name(), "no result");
    std::jthread engine([&](std::stop_token stop) {
        result = perform(device, request, {.jobRoot = jobRoot, .observer = mailbox, .stop = std::move(stop)});
        mailbox.finish();
    });
    while (!mailbox.waitForEnd(beat)) {
        if (KAuth::HelperSupport::isStopped())  // this is what lets the bus be heard, too
            engine.request_stop();
        if (const std::optional<Progress> progress = mailbox.take())
            KAuth::HelperSupport::progressStep(numbersOf(*progress, ticket));
    }
    engine.join();
    return result;
}

Result<wire::Answer> serve(const QVariantMap &arguments, std::initializer_list<Request::Verb> verbs)
{
    TRY(const Request request, readRequest(arguments, verbs));
    TRY(const std::unique_ptr<FileDevice> device, openTarget(arguments, request));
    return performWhileListening(*device, request, ticketOf(arguments));
}

/// How many bytes of answer the caller got; 0 where he made it impossible, and for his eyes only.
qlonglong deliver(const Envelope &envelope, const Result<wire::Answer> &result)
{
    const wire::Reply said = result ? wire::Reply(*result) : wire::Reply(result.error());
    const QByteArray bytes = wire::toBytes(wire::encode(said));
    const Result<> sealed = envelope.seal(std::as_bytes(std::span(bytes)));
    return sealed ? bytes.size() : 0;
}

KAuth::ActionReply answer(const QVariantMap &arguments, std::initializer_list<Request::Verb> verbs)
{
    // KAuth would broadcast what Qt says of anything.
    qInstallMessageHandler(nullptr);
    const auto file = arguments.value(QStringLiteral("answer")).value<QDBusUnixFileDescriptor>();
    const Result<Envelope> envelope = Envelope::adopt(file.fileDescriptor());
    if (!envelope)
        return KAuth::ActionReply::InvalidActionReply();
    const qlonglong size = deliver(*envelope, serve(arguments, verbs));
    // KAuth broadcasts this, too. Its success says that the helper had its say, no more.
    KAuth::ActionReply reply = KAuth::ActionReply::SuccessReply();
    reply.addData(QStringLiteral("ticket"), ticketOf(arguments));
    reply.addData(QStringLiteral("size"), size);
    return reply;
}

}

KAuth::ActionReply Helper::probe(const QVariantMap &arguments)
{
    return answer(arguments, {Request::Verb::Probe, Request::Verb::Verify, Request::Verb::FindJobs});
}

KAuth::ActionReply Helper::apply(const QVariantMap &arguments)
{
    return answer(arguments, {Request::Verb::Apply});
}

KAuth::ActionReply Helper::recover(const QVariantMap &arguments)
{
    return answer(arguments, {Request::Verb::Finish, Request::Verb::Undo});
}

}

KAUTH_HELPER_MAIN("org.parterre.helper", parterre::Helper)
