// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/quiet/sleep_inhibitor.h"

#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>

#include <cerrno>

#include <fcntl.h>

namespace parterre {

namespace {

const char *const logind = "org.freedesktop.login1";
constexpr int patienceMs = 5000;

QDBusMessage inhibitCall(const std::string &target)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        QLatin1StringView(logind), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call << QStringLiteral("shutdown:sleep:idle") << QStringLiteral("Parterre")
         << QStringLiteral("Partitions are being written to %1").arg(QString::fromStdString(target))
         << QStringLiteral("block");
    call.setAutoStartService(false);
    return call;
}

}

Result<SleepInhibitor> SleepInhibitor::take(const QDBusConnection &bus, const std::string &target)
{
    if (!bus.isConnected())
        return fail(ErrorCode::NoHelper, logind, "there is no system bus");
    const QDBusMessage reply = bus.call(inhibitCall(target), QDBus::Block, patienceMs);
    if (reply.type() != QDBusMessage::ReplyMessage) {
        const QString &name = reply.errorName();
        const bool isMissing = name == QStringLiteral("org.freedesktop.DBus.Error.ServiceUnknown")
            || name == QStringLiteral("org.freedesktop.DBus.Error.NameHasNoOwner");
        return fail(isMissing ? ErrorCode::NoHelper : ErrorCode::Denied, logind,
                    reply.errorMessage().toStdString());
    }
    const auto lock = reply.arguments().value(0).value<QDBusUnixFileDescriptor>();
    if (!lock.isValid())
        return fail(ErrorCode::Denied, logind, "it gave no lock");
    FileDescriptor own(::fcntl(lock.fileDescriptor(), F_DUPFD_CLOEXEC, 3));
    if (!own.isOpen())
        return failErrno(logind, errno, "dup");
    return SleepInhibitor(std::move(own));
}

}
