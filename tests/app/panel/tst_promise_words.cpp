// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/promise_words.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

const QString safe = QStringLiteral("It is safe to cut the power now: the move can be finished later.");

Progress at(std::size_t step, bool isTableWritten = false)
{
    return {.step = step,
            .stepDone = 1_MiB,
            .stepTotal = 4_MiB,
            .total = 8_MiB,
            .isTableWritten = isTableWritten};
}

/// Saves, makes smaller, moves, renews, writes the table, grows.
RunningJob application()
{
    return {.device = QStringLiteral("tight.img"),
            .plan = {.fingerprint = {},
                     .steps = {step::SaveTable{}, step::ShrinkContent{}, step::MoveInPlace{},
                               step::RenewIdentity{}, step::WriteTable{}, step::GrowContent{}}},
            .designed = {}};
}

RunningJob recovery(Recovery way, bool isInMotion)
{
    return {.device = QStringLiteral("tight.img"),
            .plan = {},
            .designed = {},
            .way = way,
            .isInMotion = isInMotion,
            .firstStep = 2};
}

}

class PromiseWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePowerMayBeCutInTheMoveAndOnlyThere()
    {
        const RunningJob job = application();
        for (std::size_t step = 0; step < job.plan.steps.size(); ++step) {
            QCOMPARE(isMoving(job, at(step)), step == 2);
            QCOMPARE(promiseWords(job, at(step)).startsWith(safe), step == 2);
            QVERIFY(canStop(job, at(step)));
        }
        QVERIFY(promiseWords(job, at(2)).endsWith(stopWords()));
        QVERIFY(promiseWords(job, {.step = 2}).startsWith(safe));
    }

    void nothingIsAsItWasOnceSomethingHasMoved()
    {
        const RunningJob job = application();
        QVERIFY(promiseWords(job, at(1)).startsWith(QStringLiteral("Cancel leaves the disk as it was")));
        QVERIFY(promiseWords(job, at(3)).startsWith(QStringLiteral("All data is at its new place.")));
        QVERIFY(promiseWords(job, at(5, true))
                    .startsWith(QStringLiteral("The new partition table is on the disk.")));
        RunningJob copying = job;
        std::erase_if(copying.plan.steps,
                      [](const Step &step) { return std::holds_alternative<step::MoveInPlace>(step); });
        QVERIFY(promiseWords(copying, at(2)).startsWith(QStringLiteral("Cancel leaves the disk as it was")));
    }

    void finishingAMoveBeginsWithIt()
    {
        const RunningJob job = recovery(Recovery::Finish, true);
        QVERIFY(promiseWords(job, at(2)).startsWith(safe));
        QVERIFY(promiseWords(job, at(3)).startsWith(QStringLiteral("All data is at its new place.")));
        QVERIFY(canStop(job, at(3)));
        const RunningJob copying = recovery(Recovery::Finish, false);
        QVERIFY(!isMoving(copying, at(2)));
        QVERIFY(promiseWords(copying, at(2)).startsWith(QStringLiteral("After a cancel, recovery")));
    }

    void goingBackCanBeStoppedWhileItMoves()
    {
        const RunningJob job = recovery(Recovery::Undo, true);
        QVERIFY(promiseWords(job, at(2)).startsWith(safe));
        QVERIFY(canStop(job, at(2)));
        QVERIFY(promiseWords(job, at(3)).startsWith(QStringLiteral("All data is back at its place")));
        QVERIFY(!canStop(job, at(3)));
        const RunningJob table = recovery(Recovery::Undo, false);
        QVERIFY(
            promiseWords(table, at(2)).startsWith(QStringLiteral("The old partition table is put back.")));
        QVERIFY(!canStop(table, at(2)));
    }
};

QTEST_GUILESS_MAIN(PromiseWordsTest)
#include "tst_promise_words.moc"
