// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/meter.h"
#include "tests/helper/engine/workbench.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

Plan plan()
{
    const Extent source{.begin = Offset() + 1_MiB, .size = 8_MiB};
    const std::vector<Offset> targets{Offset() + 16_MiB, Offset() + 32_MiB};
    return {.fingerprint = {},
            .steps = {step::SaveTable{},
                      step::CopyBlocks{.partition = 1,
                                       .source = source,
                                       .targets = targets,
                                       .kind = {},
                                       .used = source.size,
                                       .copying = {}},
                      step::RenewIdentity{}, step::WriteTable{}}};
}

}

class TestMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsTheStepsUpToTheWhole()
    {
        Listener listener;
        const Plan steps = plan();
        Meter meter(listener, steps);
        Bytes before;
        for (std::size_t i = 0; i < steps.steps.size(); ++i) {
            meter.startStep(i);
            QCOMPARE(listener.last.step, i);
            QVERIFY(listener.last.done == before && listener.last.stepDone.isZero());
            meter.endStep({});
            QVERIFY(listener.last.stepDone == listener.last.stepTotal);
            before = listener.last.done;
        }
        const Work all = work(steps);
        QVERIFY(before == all.read + all.written && before == listener.last.total);
    }

    void neverRunsPastAStepsEnd()
    {
        Listener listener;
        const Plan steps = plan();
        Meter meter(listener, steps);
        meter.startStep(1);
        meter.advance({.read = 1_GiB, .written = {}});
        meter.endStep({});
        QVERIFY(listener.last.stepDone == 40_MiB && listener.last.done <= listener.last.total);
    }

    void learnsHowMuchAStepReallyIs()
    {
        Listener listener;
        const Plan steps = plan();
        Meter meter(listener, steps);
        const Work all = work(steps);
        meter.startStep(1);
        meter.expect(10_MiB);
        QVERIFY(listener.last.stepTotal == 10_MiB);
        QVERIFY(listener.last.total + 30_MiB == all.read + all.written);
        for (std::size_t i = 1; i < steps.steps.size(); ++i) {
            meter.startStep(i);
            meter.endStep({});
        }
        QVERIFY(listener.last.done == listener.last.total);
    }

    /// While a step runs by what it moves, afterwards by what it reports, which knows better.
    void tellsWhatWasMovedAndSpared()
    {
        Listener listener;
        Meter meter(listener, plan());
        meter.startStep(0);
        meter.endStep({.read = 1_MiB});
        meter.startStep(1);
        meter.expect(40_MiB);
        meter.advance({.read = 3_MiB, .written = 2_MiB});
        meter.expectMore(10_MiB);
        QVERIFY(listener.last.read == 4_MiB && listener.last.written == 2_MiB);
        QVERIFY(listener.last.stepDone == 5_MiB && listener.last.stepTotal == 50_MiB);
        meter.endStep({.read = 8_MiB, .written = 6_MiB, .skipped = 2_MiB, .shared = 5_MiB});
        QVERIFY(listener.last.read == 9_MiB && listener.last.written == 6_MiB);
        QVERIFY(listener.last.skipped == 2_MiB && listener.last.shared == 5_MiB);
        meter.startStep(2);
        meter.endStep({});
        QVERIFY(listener.last.read == 9_MiB && listener.last.shared == 5_MiB);
    }

    void tellsNoMoreThanTenTimesASecond()
    {
        Listener listener;
        const Plan steps = plan();
        Meter meter(listener, steps);
        meter.startStep(1);
        for (int i = 0; i < 100000; ++i)
            meter.advance({.read = Bytes(1), .written = {}});
        QVERIFY(listener.told <= 2 + meter.elapsedMs() / 100);
    }

    void tellsAtOnceThatTheTableIsWritten()
    {
        Listener listener;
        const Plan steps = plan();
        Meter meter(listener, steps);
        meter.startStep(3);
        QVERIFY(!listener.last.isTableWritten);
        meter.tableWritten();
        QVERIFY(listener.last.isTableWritten);
    }

    void countsWhatAResumedJobHasDone()
    {
        Listener listener;
        const Plan steps = plan();
        Meter meter(listener, steps);
        meter.startStep(3);
        Bytes before;
        for (std::size_t i = 0; i < 3; ++i)
            before += work(steps.steps[i]).read + work(steps.steps[i]).written;
        QVERIFY(before >= 40_MiB && listener.last.done == before);
    }
};

QTEST_GUILESS_MAIN(TestMeter)
#include "tst_meter.moc"
