// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/file_descriptor.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QDBusVirtualObject>
#include <QStringList>

#include <array>
#include <poll.h>

#include <fcntl.h>
#include <unistd.h>

namespace parterre {

/// What Parterre sees of logind, on a bus of the test's own.
class FakeLogind final : public QDBusVirtualObject
{
public:
    [[nodiscard]] bool serve(QDBusConnection bus)
    {
        return bus.registerVirtualObject(QStringLiteral("/org/freedesktop/login1"), this)
            && bus.registerService(QStringLiteral("org.freedesktop.login1"));
    }
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        std::array<int, 2> ends{-1, -1};
        if (isRefusing || message.member() != QStringLiteral("Inhibit")
            || ::pipe2(ends.data(), O_CLOEXEC) != 0)
            return bus.send(message.createErrorReply(QDBusError::AccessDenied, QStringLiteral("no")));
        asked.clear();
        for (const QVariant &argument : message.arguments())
            asked << argument.toString();
        m_watched = FileDescriptor(ends[0]);
        QDBusUnixFileDescriptor lock;
        lock.giveFileDescriptor(ends[1]);
        return bus.send(message.createReply(QVariant::fromValue(lock)));
    }

    /// Whether the lock that was given last is still open somewhere.
    [[nodiscard]] bool isHeld() const
    {
        pollfd end{.fd = m_watched.value(), .events = POLLIN, .revents = 0};
        return m_watched.isOpen() && ::poll(&end, 1, 0) == 0;
    }

    bool isRefusing = false;
    QStringList asked;

private:
    FileDescriptor m_watched;
};

}
