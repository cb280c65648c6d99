// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/quiet/sleep_inhibitor.h"
#include "tests/helper/service/quiet/fake_logind.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace parterre;

class TestSleepInhibitor : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    FakeLogind m_logind;

    QDBusConnection connection(const QString &name) const
    {
        return QDBusConnection::connectToBus(m_address, name);
    }

    /// The inhibitor waits; logind, in this thread, must not.
    Result<SleepInhibitor> take() const
    {
        const QDBusConnection client = connection(QStringLiteral("client"));
        auto taken = std::async(std::launch::async, [&] { return SleepInhibitor::take(client, "/dev/sdz"); });
        while (taken.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready)
            QCoreApplication::processEvents();
        return taken.get();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        QVERIFY2(!program.isEmpty(), "dbus-daemon is not installed");
        m_daemon.start(program,
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address"),
                        QStringLiteral("--address=unix:dir=%1").arg(m_folder.path())});
        QVERIFY(m_daemon.waitForReadyRead());
        m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
        QVERIFY(connection(QStringLiteral("server")).isConnected());
    }

    void cleanupTestCase()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void withoutLogindItSaysSo()
    {
        const Result<SleepInhibitor> taken = take();
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::NoHelper);
    }

    void withoutABusItSaysSo()
    {
        const Result<SleepInhibitor> taken =
            SleepInhibitor::take(QDBusConnection(QStringLiteral("none")), "/dev/sdz");
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::NoHelper);
    }

    void itIsHeldAsLongAsItLives()
    {
        QVERIFY(m_logind.serve(connection(QStringLiteral("server"))));
        {
            const Result<SleepInhibitor> taken = take();
            QVERIFY(taken);
            QCOMPARE(m_logind.asked.size(), 4);
            QCOMPARE(m_logind.asked.at(0), QStringLiteral("shutdown:sleep:idle"));
            QVERIFY(m_logind.asked.at(2).contains(QStringLiteral("/dev/sdz")));
            QCOMPARE(m_logind.asked.at(3), QStringLiteral("block"));
            QVERIFY(m_logind.isHeld());
        }
        QVERIFY(QTest::qWaitFor([this] { return !m_logind.isHeld(); }, 5000));
    }

    void aRefusalIsDenied()
    {
        m_logind.isRefusing = true;
        const Result<SleepInhibitor> taken = take();
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::Denied);
    }
};

QTEST_GUILESS_MAIN(TestSleepInhibitor)
#include "tst_sleep_inhibitor.moc"
