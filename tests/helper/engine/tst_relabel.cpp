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

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

step::RenewIdentity renewal(const MadeContent &made, ContentKind kind)
{
    return {.partition = 2,
            .cloneIndex = 1,
            .where = made.where,
            .identity = {.uuid = drawn, .kind = kind, .volumes = {}}};
}

step::SetHiddenSectors hiding(const MadeContent &made, ContentKind kind)
{
    return {.partition = 2, .cloneIndex = 1, .where = made.where, .kind = kind, .sectorSize = 512_B};
}

/// The 32 bits at 28 of a FAT's boot sector.
std::uint32_t hiddenSectors(const MadeContent &made)
{
    std::uint32_t value = 0;
    const auto bytes = made.disk.content().read({.begin = made.where.begin + 28_B, .size = 4_B});
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8U | std::to_integer<std::uint32_t>(bytes[i]);
    return value;
}

}

/// The two steps that make a copy another partition than its origin.
class TestRelabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void aCopyGetsTheDrawnIdentifierAndTheReportSaysIt()
    {
        for (const auto &[kind, text] : {std::pair(ContentKind::Ext2, drawn.toString()),
                                         std::pair(ContentKind::Fat16, std::string("3F8A-1C5E"))}) {
            const Recipe &recipe = recipes().at(kind);
            MadeContent made(recipe.size);
            QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
            const auto bench = Workbench::ofSteps(made.disk, {renewal(made, kind)});
            const Report report = bench->run(made.disk);
            QVERIFY2(!report.error, wordsOf(report).c_str());
            QCOMPARE(report.steps[0].note, text);
            QCOMPARE(probeContent(made.disk, made.where)->uuid, text);
            QVERIFY(made.isGuardWhole());
        }
    }

    void aKindThatNobodyRenewsFailsTheStep()
    {
        MadeContent made(4_MiB);
        const SparseBytes before = made.disk.content();
        const Report report =
            Workbench::ofSteps(made.disk, {renewal(made, ContentKind::Iso9660), step::WriteTable{}})
                ->run(made.disk);
        QVERIFY(report.error);
        QCOMPARE(report.error->code, ErrorCode::Unsupported);
        QCOMPARE(report.steps[0].state, StepReport::State::Failed);
        QVERIFY(report.steps[0].note.empty());
        QCOMPARE(report.steps[1].state, StepReport::State::NotReached);
        QVERIFY(made.disk.content() == before);
    }

    void aDiskThatRefusesTheWriteFailsTheStep()
    {
        const Recipe &recipe = recipes().at(ContentKind::Fat16);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const SparseBytes before = made.disk.content();
        FaultyDevice faulty(made.disk);
        faulty.failWritesOf(made.where);
        for (const Step &step :
             {Step(renewal(made, ContentKind::Fat16)), Step(hiding(made, ContentKind::Fat16))}) {
            const Report report = Workbench::ofSteps(made.disk, {step})->run(faulty);
            QVERIFY(report.error);
            QCOMPARE(report.steps[0].state, StepReport::State::Failed);
            QVERIFY(made.disk.content() == before);
        }
    }

    void aVolumeIsToldWhereItBegins()
    {
        const Recipe &recipe = recipes().at(ContentKind::Fat16);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        QCOMPARE(hiddenSectors(made), 0U);
        const Report report =
            Workbench::ofSteps(made.disk, {hiding(made, ContentKind::Fat16)})->run(made.disk);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QCOMPARE(hiddenSectors(made), static_cast<std::uint32_t>(MadeContent::guard.count() / 512));
        QVERIFY(made.isGuardWhole());
    }

    void aVolumeOfOtherSectorsIsLeftAlone()
    {
        const Recipe &recipe = recipes().at(ContentKind::Fat16);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        step::SetHiddenSectors step = hiding(made, ContentKind::Fat16);
        step.sectorSize = 4096_B;
        QVERIFY(!Workbench::ofSteps(made.disk, {step})->run(made.disk).error);
        QCOMPARE(hiddenSectors(made), 0U);
    }
};

QTEST_GUILESS_MAIN(TestRelabel)
#include "tst_relabel.moc"
