// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_progress.h"
#include "app/cli/ctl_text.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

ctl::StepWords twoSteps()
{
    return {.steps = {"Copy root to root ◆1", "Write the table"}, .otherwise = {}};
}

/// Half-way, at 100 MiB/s since ever.
Progress half()
{
    Progress progress{.step = 0, .stepDone = 1000_MiB, .stepTotal = 2000_MiB, .done = 1000_MiB};
    progress.total = 2000_MiB;
    progress.elapsedMs = 10000;
    progress.read = 600_MiB;
    progress.written = 400_MiB;
    progress.skipped = 3_GiB;
    return progress;
}

Pace paceOf(const Progress &progress)
{
    Pace pace;
    pace.add({.total = progress.total});
    pace.add(progress);
    return pace;
}

}

class TestCtlProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The contract of scripts: these keys, with these values.
    void aLineOfJsonHasTheKeysOfTheContract()
    {
        const QJsonObject wanted{{QStringLiteral("step"), 1},
                                 {QStringLiteral("steps"), 2},
                                 {QStringLiteral("description"), QStringLiteral("Copy root to root ◆1")},
                                 {QStringLiteral("step_done"), 1000 << 20},
                                 {QStringLiteral("step_total"), 2000 << 20},
                                 {QStringLiteral("done"), 1000 << 20},
                                 {QStringLiteral("total"), 2000 << 20},
                                 {QStringLiteral("rate"), 100 << 20},
                                 {QStringLiteral("seconds_left"), 10},
                                 {QStringLiteral("read"), 600 << 20},
                                 {QStringLiteral("written"), 400 << 20},
                                 {QStringLiteral("skipped"), qint64{3} << 30},
                                 {QStringLiteral("shared"), 0},
                                 {QStringLiteral("elapsed_ms"), 10000},
                                 {QStringLiteral("table_written"), false}};
        QCOMPARE(ctl::progressJson(half(), paceOf(half()), twoSteps()), wanted);
    }

    void whatIsNotKnownIsNull()
    {
        Pace pace;
        pace.add({});
        const QJsonObject json = ctl::progressJson({}, pace, ctl::stepsOf("comparing"));
        for (const char *key : {"rate", "seconds_left", "steps"})
            QVERIFY2(json[QLatin1StringView(key)].isNull(), key);
        QCOMPARE(json[QStringLiteral("description")], QStringLiteral("comparing"));
        QCOMPARE(json[QStringLiteral("step")], 1);
    }

    void theBarSaysAllOnOneLine()
    {
        QCOMPARE(ctl::barText(half(), paceOf(half()), twoSteps()),
                 std::string("[########........] 50 %  100 MiB/s, 10 s left  read 600 MiB, written 400 MiB, "
                             "skipped 3.0 GiB  step 1 of 2: Copy root to root ◆1"));
        QCOMPARE(ctl::barText({}, Pace(), ctl::stepsOf("comparing")),
                 std::string("[################] 100 %  comparing"));
    }

    void severalJobsAreSummedUp()
    {
        Progress other = half();
        other.done = other.total;
        other.elapsedMs = 12000;
        other.isTableWritten = true;
        const Progress sum = ctl::sumOf({half(), other});
        QVERIFY(sum.done == 3000_MiB && sum.total == 4000_MiB);
        QVERIFY(sum.read == 1200_MiB && sum.written == 800_MiB && sum.skipped == 6_GiB);
        QCOMPARE(sum.elapsedMs, 12000);
        QVERIFY(!sum.isTableWritten);
        QVERIFY(ctl::sumOf({other, other}).isTableWritten);
    }

    void theReportSaysWhatWasMoved()
    {
        Report report{.disk = DiskState::Done, .error = std::nullopt};
        report.elapsedMs = 20000;
        QVERIFY(QString::fromStdString(ctl::reportText(report)).endsWith(QStringLiteral("took 20 s\n")));
        report.steps.resize(2);
        report.steps[0].read = 600_MiB;
        report.steps[0].written = 300_MiB;
        report.steps[1].read = 100_MiB;
        report.steps[1].shared = 2_GiB;
        const QString text = QString::fromStdString(ctl::reportText(report));
        QVERIFY2(text.endsWith(
                     QStringLiteral("took 20 s: read 700 MiB, written 300 MiB, shared 2.0 GiB; 50 MiB/s\n")),
                 qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestCtlProgress)
#include "tst_ctl_progress.moc"
