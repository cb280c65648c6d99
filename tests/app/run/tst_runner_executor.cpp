// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/runner_executor.h"
#include "app/run/wait.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace parterre;

namespace {

const wire::Request list{
    .verb = wire::Request::Verb::List, .path = {}, .design = std::nullopt, .plan = std::nullopt};

/// A runner of our own making: a shell script.
QString script(const QTemporaryDir &folder, const QByteArray &text)
{
    const QString path = folder.filePath(QStringLiteral("runner"));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write("#!/bin/sh\n" + text);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

QByteArray saying(const QTemporaryDir &folder, const char *name, const QByteArray &bytes)
{
    const QString path = folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    return "cat '" + path.toUtf8() + "'\n";
}

QByteArray framed(const wire::Reply &reply)
{
    return wire::frame(wire::encode(reply));
}

const Progress half{.step = 1,
                    .stepDone = Bytes(1),
                    .stepTotal = Bytes(2),
                    .done = Bytes(3),
                    .total = Bytes(4),
                    .elapsedMs = 5,
                    .isTableWritten = false};
const wire::Answer noDisks = std::vector<DiskSummary>();

}

class TestRunnerExecutor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOnProgressAndAnswer()
    {
        const QTemporaryDir folder;
        RunnerExecutor executor(script(folder, saying(folder, "said", framed(half) + framed(noDisks))));
        std::vector<Progress> seen;
        const Outcome outcome =
            runAndWait(executor, list, [&](const Progress &progress) { seen.push_back(progress); });
        QVERIFY(outcome.has_value());
        QVERIFY(*outcome == noDisks);
        QCOMPARE(seen.size(), 1U);
        QVERIFY(seen[0] == half);
    }

    void canBeUsedAgain()
    {
        const QTemporaryDir folder;
        RunnerExecutor executor(script(folder, saying(folder, "said", framed(noDisks))));
        QVERIFY(runAndWait(executor, list));
        QVERIFY(runAndWait(executor, list));
    }

    /// One that fails does not end the others, and each has its own outcome and progress.
    void severalAtTheSameTime()
    {
        const QTemporaryDir mute;
        const QTemporaryDir talking;
        RunnerExecutor first(script(talking, saying(talking, "said", framed(half) + framed(noDisks))));
        RunnerExecutor second(script(mute, "exit 3\n"));
        RunnerExecutor third(script(talking, saying(talking, "said", framed(half) + framed(noDisks))));
        std::vector<int> seen(3);
        const auto count = [&](std::size_t i) { return [&seen, i](const Progress &) { ++seen[i]; }; };
        const std::vector<Outcome> outcomes =
            runAndWait({{&first, list, count(0)}, {&second, list, count(1)}, {&third, list, count(2)}});
        QCOMPARE(outcomes.size(), 3U);
        QVERIFY(outcomes[0] && *outcomes[0] == noDisks);
        QVERIFY(!outcomes[1]);
        QVERIFY(outcomes[2] && *outcomes[2] == noDisks);
        QCOMPARE(seen, (std::vector{1, 0, 1}));
    }

    void handsOnAnError()
    {
        const QTemporaryDir folder;
        const Error stale{.code = ErrorCode::StaleLayout, .subject = "x", .systemErrno = 0, .detail = "y"};
        RunnerExecutor executor(script(folder, saying(folder, "said", framed(stale))));
        const Outcome outcome = runAndWait(executor, list);
        QVERIFY(!outcome);
        QVERIFY(outcome.error() == stale);
    }

    void neverTakesSilenceForSuccess_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("ends without a word") << QByteArray() << QByteArray("exit 0\n");
        QTest::newRow("ends with a status") << QByteArray() << QByteArray("exit 3\n");
        QTest::newRow("is killed") << QByteArray() << QByteArray("kill -9 $$\n");
        QTest::newRow("ends after progress") << framed(half) << QByteArray();
        QTest::newRow("is killed after progress") << framed(half) << QByteArray("kill -9 $$\n");
        QTest::newRow("ends within the answer") << framed(noDisks).chopped(1) << QByteArray();
        QTest::newRow("says words") << QByteArray("mkfs.ext4: done\n") << QByteArray();
        QTest::newRow("says words, then an answer") << "done" + framed(noDisks) << QByteArray();
        QTest::newRow("says a map that is no reply") << wire::frame(wire::cancelMessage()) << QByteArray();
    }

    void neverTakesSilenceForSuccess()
    {
        QFETCH(const QByteArray, said);
        QFETCH(const QByteArray, rest);
        const QTemporaryDir folder;
        RunnerExecutor executor(script(folder, saying(folder, "said", said) + rest));
        QSignalSpy finished(&executor, &Executor::finished);
        const Outcome outcome = runAndWait(executor, list);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::NoHelper);
        QCOMPARE(finished.size(), 1);
    }

    void aMissingProgramIsNoHelper()
    {
        RunnerExecutor executor(QStringLiteral("/nowhere/parterre-runner"));
        QCOMPARE(runAndWait(executor, list).error().code, ErrorCode::NoHelper);
    }

    void aRunnerKilledFromOutsideIsNoHelper()
    {
        const QTemporaryDir folder;
        RunnerExecutor executor(
            script(folder, saying(folder, "said", framed(half)) + "exec cat >/dev/null\n"));
        const Outcome outcome = runAndWait(executor, list, [&](const Progress &) {
            ::kill(static_cast<pid_t>(executor.processId()), SIGKILL);
        });
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::NoHelper);
    }

    /// The runner waits for the cancel message and tells that it saw it.
    void anInterruptCancelsAndWaitsForTheOutcome()
    {
        const QTemporaryDir folder;
        const Error cancelled{.code = ErrorCode::Cancelled, .subject = {}, .systemErrno = 0, .detail = {}};
        const qsizetype length = wire::frame(encode(list)).size() + wire::frame(wire::cancelMessage()).size();
        RunnerExecutor executor(script(folder,
                                       saying(folder, "said", framed(half)) + "head -c "
                                           + QByteArray::number(length) + " >/dev/null\n"
                                           + saying(folder, "end", framed(cancelled))));
        const Outcome outcome = runAndWait(executor, list, [](const Progress &) { ::raise(SIGINT); });
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
    }

    /// The program that asked goes away; the job goes on to its end.
    void aRunnerOutlivesItsExecutor()
    {
        const QTemporaryDir folder;
        const QString mark = folder.filePath(QStringLiteral("ended"));
        {
            RunnerExecutor executor(script(folder,
                                           saying(folder, "said", framed(half)) + "cat >/dev/null\ntouch '"
                                               + mark.toUtf8() + "'\n"));
            QSignalSpy progressed(&executor, &Executor::progressed);
            executor.start(list);
            QVERIFY(progressed.wait());
        }
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(mark); }, 5000));
    }
};

QTEST_GUILESS_MAIN(TestRunnerExecutor)
#include "tst_runner_executor.moc"
