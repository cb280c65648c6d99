// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/child_process.h"
#include "helper/identity/tool.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <signal.h>

#include <fcntl.h>
#include <unistd.h>

using namespace parterre;

namespace {

/// Nobody waits for orphans where process 1 is not an init.
bool isZombie(int id)
{
    QFile status(QStringLiteral("/proc/%1/stat").arg(id));
    return status.open(QIODevice::ReadOnly) && status.readAll().contains(") Z ");
}

}

class TestTool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsAndStatusComeBack()
    {
        const auto output = runChild("/bin/sh", {"-c", "echo out; echo err >&2; exit 3"}, {});
        QVERIFY(output);
        QCOMPARE(output->status, 3);
        QCOMPARE(output->out, std::string("out\n"));
        QCOMPARE(output->err, std::string("err\n"));
        QCOMPARE(output->lastLine(), std::string("err"));
    }

    void theLastLineIsTheLastThatSaysAnything_data()
    {
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("one line") << QByteArray("no") << QByteArray("yes") << QByteArray("no");
        QTest::newRow("several") << QByteArray("a\nb \n\n") << QByteArray() << QByteArray("b");
        QTest::newRow("out only") << QByteArray(" \n") << QByteArray("x\ny\n") << QByteArray("y");
    }

    void theLastLineIsTheLastThatSaysAnything()
    {
        QFETCH(const QByteArray, err);
        QFETCH(const QByteArray, out);
        QFETCH(const QByteArray, expected);
        const ToolOutput output{
            .status = 0, .out = out.toStdString(), .err = err.toStdString(), .isCut = false};
        QCOMPARE(QByteArray::fromStdString(output.lastLine()), expected);
    }

    void theEnvironmentIsBare()
    {
        qputenv("PARTERRE_SECRET", "1");
        const auto output = runChild("/usr/bin/env", {}, {});
        QVERIFY(output);
        QCOMPARE(output->out, std::string("LC_ALL=C\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n"));
    }

    void noOpenFileIsHandedDownAndInputIsEmpty()
    {
        const int open = ::open("/etc/passwd", O_RDONLY);  // on purpose without O_CLOEXEC
        QVERIFY(open > 2);
        const auto output = runChild("/bin/sh", {"-c", "cat; exec ls /proc/self/fd"}, {});
        ::close(open);
        QVERIFY(output);
        // 3 is the folder that ls reads. A shell's own pipes would come and go meanwhile.
        QCOMPARE(output->out, std::string("0\n1\n2\n3\n"));
    }

    void muchOutputIsReadAndDropped()
    {
        const auto output = runChild("/bin/sh", {"-c", "head -c 1000000 /dev/zero"},
                                     {.time = std::chrono::seconds(60), .output = 1000});
        QVERIFY(output);
        QCOMPARE(output->status, 0);
        QCOMPARE(output->out.size(), std::size_t{1000});
        QVERIFY(output->isCut);
    }

    void aProgramThatNeverEndsIsEndedWithItsChildren()
    {
        QElapsedTimer timer;
        timer.start();
        const auto output = runChild("/bin/sh", {"-c", "tail -f /dev/null & wait"},
                                     {.time = std::chrono::seconds(1), .output = 1000});
        QVERIFY(!output);
        QCOMPARE(output.error().code, ErrorCode::ToolFailed);
        QVERIFY(timer.elapsed() < 30'000);
    }

    void aGrandchildNeitherKeepsUsWaitingNorStays()
    {
        const auto output = runChild("/bin/sh", {"-c", "tail -f /dev/null & echo $!"}, {});
        QVERIFY(output);
        const int grandchild = QByteArray::fromStdString(output->out).trimmed().toInt();
        QVERIFY(grandchild > 0);
        QCOMPARE(output->status, 0);
        QVERIFY(QTest::qWaitFor([&] { return kill(grandchild, 0) != 0 || isZombie(grandchild); }));
    }

    void aSignalIsAStatus()
    {
        const auto output = runChild("/bin/sh", {"-c", "kill -9 $$"}, {});
        QVERIFY(output);
        QCOMPARE(output->status, 128 + 9);
    }

    void aMissingToolIsSaidByName()
    {
        const auto output = Toolbox({"/nowhere"}).succeed(Tool::Btrfstune, {});
        QVERIFY(!output);
        QCOMPARE(output.error().code, ErrorCode::ToolMissing);
        QCOMPARE(output.error().subject, std::string("btrfstune"));
    }

    void aFailingToolIsQuoted()
    {
        const auto output = Toolbox().succeed(Tool::Tune2fs, {"-l", "/dev/null"});
        QVERIFY(!output);
        QCOMPARE(output.error().code, ErrorCode::ToolFailed);
        QCOMPARE(output.error().subject, std::string("tune2fs"));
        QVERIFY(!output.error().detail.empty());
    }
};

QTEST_GUILESS_MAIN(TestTool)
#include "tst_tool.moc"
