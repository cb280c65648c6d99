// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/helper/service/quiet/fake_logind.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QTimer>

using namespace parterre;

/// fake_logind FILE: a logind on the system bus that keeps in FILE what it was asked for last, and
/// whether that is still held.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    FakeLogind logind;
    if (!logind.serve(QDBusConnection::systemBus()))
        return EXIT_FAILURE;
    QByteArray said;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        const QByteArray now =
            (logind.isHeld() ? "held " : "free ") + logind.asked.join(QLatin1Char('|')).toUtf8() + '\n';
        QSaveFile file(QCoreApplication::arguments().value(1));
        if (now != std::exchange(said, now) && file.open(QIODevice::WriteOnly)
            && file.write(now) == now.size())
            file.commit();
    });
    timer.start(10);
    return QCoreApplication::exec();
}
