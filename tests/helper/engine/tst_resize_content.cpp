// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/support/faulty_device.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

step::ShrinkContent shrinking(const MadeContent &made, ContentKind kind, Bytes size)
{
    return {.partition = 2, .where = made.where, .kind = kind, .size = size};
}

step::GrowContent growing(const MadeContent &made, ContentKind kind)
{
    return {.partition = 2, .cloneIndex = 0, .where = made.where, .kind = kind};
}

}

/// The two steps that give contents another size.
class TestResizeContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void contentsShrinkAndGrowAndTheReportSaysHowFar()
    {
        for (const ContentKind kind : {ContentKind::Ext2, ContentKind::Fat16}) {
            const Recipe &recipe = recipes().at(kind);
            MadeContent made(recipe.size);
            QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
            const Content before = probeContent(made.disk, made.where).value();
            const Bytes half = roundUp(Bytes(recipe.size.count() * 3 / 4), 4096_B);
            const Report shrunk =
                Workbench::ofSteps(made.disk, {shrinking(made, kind, half)})->run(made.disk);
            QVERIFY2(!shrunk.error, wordsOf(shrunk).c_str());
            const Content smaller = probeContent(made.disk, made.where).value();
            QVERIFY(*smaller.size <= half && smaller.uuid == before.uuid);
            QCOMPARE(shrunk.steps[0].note,
                     "it has " + std::to_string(smaller.size->count()) + " bytes of "
                         + std::to_string(half.count()));
            const Report grown = Workbench::ofSteps(made.disk, {growing(made, kind)})->run(made.disk);
            QVERIFY2(!grown.error, wordsOf(grown).c_str());
            QVERIFY(*probeContent(made.disk, made.where)->size > half);
            QVERIFY(grown.steps[0].note.ends_with(" bytes of " + std::to_string(recipe.size.count())));
            QVERIFY(made.isGuardWhole());
        }
    }

    void bothMayBeRunAgain()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext2);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const Bytes half = roundUp(Bytes(recipe.size.count() * 3 / 4), 4096_B);
        const step::ShrinkContent shrink = shrinking(made, ContentKind::Ext2, half);
        QVERIFY(!Workbench::ofSteps(made.disk, {shrink, shrink})->run(made.disk).error);
        const step::GrowContent grow = growing(made, ContentKind::Ext2);
        QVERIFY(!Workbench::ofSteps(made.disk, {grow, grow})->run(made.disk).error);
    }

    void moreThanThereIsFailsTheStep()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext2);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const Report report =
            Workbench::ofSteps(made.disk, {shrinking(made, ContentKind::Ext2, recipe.size * 3)})
                ->run(made.disk);
        QVERIFY(report.error);
        QCOMPARE(report.error->code, ErrorCode::Invalid);
    }

    void aDiskWithTheOldTableTellsOfSmallerContents()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext2);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const Bytes half = roundUp(Bytes(recipe.size.count() * 3 / 4), 4096_B);
        const step::GrowContent failing = growing(made, ContentKind::ExFat);
        const Report unharmed = Workbench::ofSteps(made.disk, {failing, step::WriteTable{}})->run(made.disk);
        QVERIFY(unharmed.error && unharmed.warnings.empty());
        const Report report =
            Workbench::ofSteps(made.disk,
                               {shrinking(made, ContentKind::Ext2, half), failing, step::WriteTable{}})
                ->run(made.disk);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.warnings,
                 std::vector{"The content of partition 2 needs only " + std::to_string(half.count())
                             + " bytes of it now; its files are as they were."});
    }

    void aShrinkThatFailedOnTheWayIsTold()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext2);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        FaultyDevice disk(made.disk);
        disk.failWritesOf(made.where);
        const Bytes half = roundUp(Bytes(recipe.size.count() * 3 / 4), 4096_B);
        const Report report =
            Workbench::ofSteps(disk, {shrinking(made, ContentKind::Ext2, half), step::WriteTable{}})
                ->run(disk);
        QVERIFY(report.error);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(
            report.warnings,
            std::vector{std::string("Making the content of partition 2 smaller has failed. Check it with "
                                    "its own tool before it is used.")});
    }

    void aShrinkThatIsRefusedHasDoneNothing()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext2);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const SparseBytes before = made.disk.content();
        const Report report =
            Workbench::ofSteps(made.disk, {shrinking(made, ContentKind::Ext2, 4096_B)})->run(made.disk);
        QVERIFY(report.error);
        QCOMPARE(report.error->code, ErrorCode::Refused);
        QVERIFY(report.warnings.empty() && made.disk.content() == before);
    }

    void aKindThatCannotFailsTheStep()
    {
        for (const bool isGrowing : {false, true}) {
            MadeContent made(4_MiB);
            const SparseBytes before = made.disk.content();
            const Step step = isGrowing ? Step(growing(made, ContentKind::ExFat))
                                        : Step(shrinking(made, ContentKind::Xfs, 2_MiB));
            const Report report = Workbench::ofSteps(made.disk, {step, step::WriteTable{}})->run(made.disk);
            QVERIFY(report.error);
            QCOMPARE(report.error->code, ErrorCode::Unsupported);
            QCOMPARE(report.steps[0].state, StepReport::State::Failed);
            QVERIFY(report.steps[0].note.empty());
            QCOMPARE(report.steps[1].state, StepReport::State::NotReached);
            QVERIFY(made.disk.content() == before);
        }
    }
};

QTEST_GUILESS_MAIN(TestResizeContent)
#include "tst_resize_content.moc"
