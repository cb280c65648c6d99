// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/pace.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

/// A job of 100 GiB that goes as fast as it is told to, on a clock of the test's own.
struct Job
{
    Pace pace;
    Progress now{.total = 100_GiB};

    void run(int seconds, Bytes aSecond)
    {
        for (int i = 0; i < seconds; ++i) {
            now.elapsedMs += 1000;
            now.read += aSecond;
            now.done += aSecond;
            pace.add(now);
        }
    }
    [[nodiscard]] double left() const { return pace.secondsLeft().value_or(-1); }
};

bool isAbout(double value, double wanted)
{
    return value > wanted * 0.99 && value < wanted * 1.01;
}

}

class TestPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingBeforeItKnows()
    {
        Job job;
        QVERIFY(!job.pace.rate() && !job.pace.secondsLeft());
        job.run(2, 100_MiB);
        QVERIFY(!job.pace.rate() && !job.pace.secondsLeft());
        job.run(1, 100_MiB);
        QCOMPARE(job.pace.rate().value(), 100_MiB);
        QVERIFY(job.pace.secondsLeft());
    }

    void theRateIsThatOfTheLastSeconds()
    {
        Job job;
        job.run(600, 200_MiB);
        QCOMPARE(job.pace.rate().value(), 200_MiB);
        job.run(20, 50_MiB);
        QCOMPARE(job.pace.rate().value(), 50_MiB);
    }

    void countsWhatIsReadAndWritten()
    {
        Pace pace;
        pace.add({.total = 1_GiB, .elapsedMs = 0});
        Progress now{.total = 1_GiB, .elapsedMs = 4000};
        now.read = 40_MiB;
        now.written = 20_MiB;
        pace.add(now);
        QCOMPARE(pace.rate().value(), 15_MiB);
    }

    void aSteadyJobHasWhatIsLeftByItsRate()
    {
        Job job;
        job.run(200, 100_MiB);
        const double left = static_cast<double>((job.now.total - job.now.done).count()) / (100 << 20);
        QVERIFY(isAbout(job.left(), left));
    }

    /// From 200 to 100 MiB/s over 700 s: by the rate alone the guess would be a third short half-way.
    void aDiskThatGetsSlowerIsTakenToGetSlowerStill()
    {
        Job job;
        const auto speedAt = [&] {
            const double share =
                static_cast<double>(job.now.done.count()) / static_cast<double>((100_GiB).count());
            return Bytes(static_cast<std::int64_t>((200 - 100 * share) * (1 << 20)));
        };
        while (job.now.done < 50_GiB)
            job.run(1, speedAt());
        const double guess = job.left();
        const double byRate =
            static_cast<double>((50_GiB).count()) / static_cast<double>(job.pace.rate()->count());
        int truth = 0;
        for (; job.now.done < 100_GiB; ++truth)
            job.run(1, speedAt());
        QVERIFY2(guess > truth * 0.9 && guess < truth * 1.1, qPrintable(QString::number(guess)));
        QVERIFY(truth - byRate > 2 * std::abs(truth - guess));
    }

    void neverGuessesBelowHalfOfTheRate()
    {
        Job job;
        job.run(100, 500_MiB);
        job.run(30, 1_MiB);
        const double byRate = static_cast<double>((job.now.total - job.now.done).count()) / (1 << 20);
        QVERIFY(isAbout(job.left(), 2 * byRate));
    }

    void doesNotHopeToGetFaster()
    {
        Job job;
        job.run(100, 10_MiB);
        job.run(30, 100_MiB);
        const double byRate = static_cast<double>((job.now.total - job.now.done).count()) / (100 << 20);
        QVERIFY(isAbout(job.left(), byRate));
    }

    /// What turned out to be a hole is done without having been read.
    void whatIsDoneWithoutBeingMovedIsNoSpeed()
    {
        Job job;
        job.run(30, 100_MiB);
        job.now.done += 40_GiB;
        job.run(1, 100_MiB);
        QCOMPARE(job.pace.rate().value(), 100_MiB);
        const double byRate = static_cast<double>((job.now.total - job.now.done).count()) / (100 << 20);
        QVERIFY(isAbout(job.left(), byRate));
    }

    void saysNothingWhereNothingMoves()
    {
        Job job;
        job.run(30, 100_MiB);
        job.run(30, 0_B);
        QVERIFY(!job.pace.rate() && !job.pace.secondsLeft());
        job.run(3, 100_MiB);
        QVERIFY(job.pace.rate() && job.pace.secondsLeft());
    }

    void nothingIsLeftAtTheEnd()
    {
        Job job;
        job.run(30, 100_MiB);
        job.now.done = job.now.total;
        job.pace.add(job.now);
        QCOMPARE(job.left(), 0.0);
        job.now.total = {};
        job.pace.add(job.now);
        QCOMPARE(job.left(), 0.0);
    }

    void aJobThatBeginsAnewIsAnother()
    {
        Job job;
        job.run(30, 100_MiB);
        job.pace.add({.total = 1_GiB, .elapsedMs = 5});
        QVERIFY(!job.pace.rate());
    }
};

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"
