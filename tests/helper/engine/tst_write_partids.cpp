// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/files/root_file.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/support/faulty_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

const std::string text = "kiwi_rootPartClone1=\"1\"\nkiwi_RootPart=\"2\"\n";

step::WritePartids writing(const MadeContent &made, ContentKind kind)
{
    return {.partition = 1, .cloneIndex = 0, .number = 2, .where = made.where, .kind = kind, .text = text};
}

/// A disk whose root is a FAT, as it is probed where these kinds can be written into.
Inventory diskWithFatRoot(const std::vector<ContentKind> &writable)
{
    MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=32768, name=\"p.lxroot\"\n", 48_MiB));
    Inventory inventory = inventoryOn(disk);
    inventory.partitions[0].content = {.kind = ContentKind::Fat16, .uuid = "ABCD-1234"};
    inventory.capabilities.partidsWritable = writable;
    return inventory;
}

}

class TestWritePartids : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void theFileIsThereAndMayBeWrittenAgain()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext4);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const auto bench = Workbench::ofSteps(made.disk, {writing(made, ContentKind::Ext4)});
        for (int round = 0; round < 2; ++round) {
            const Report report = bench->run(made.disk);
            QVERIFY2(!report.error, wordsOf(report).c_str());
            QVERIFY(readRootFile(made.disk, made.where, ContentKind::Ext4, "/config.partids", 4096) == text);
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
        }
        QVERIFY(made.isGuardWhole());
    }

    void aDiskThatRefusesTheWriteFailsTheStep()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext4);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        FaultyDevice faulty(made.disk);
        faulty.failWritesOf(made.where);
        const Report report = Workbench::ofSteps(made.disk, {writing(made, ContentKind::Ext4)})->run(faulty);
        QVERIFY(report.error);
        QCOMPARE(report.steps[0].state, StepReport::State::Failed);
    }

    void aKindWithoutAWriterFailsTheStepAndIsUntouched()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ntfs);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const SparseBytes before = made.disk.content();
        const Report report =
            Workbench::ofSteps(made.disk, {writing(made, ContentKind::Ntfs)})->run(made.disk);
        QVERIFY(report.error);
        QCOMPARE(report.error->code, ErrorCode::Unsupported);
        QVERIFY(made.disk.content() == before);
    }

    /// The finding comes before the job, so that the step above never runs for nothing.
    void aFatRootIsWrittenOnlyWhereItCanBe_data()
    {
        QTest::addColumn<bool>("canWrite");
        QTest::newRow("a kernel with FAT") << true;
        QTest::newRow("a kernel without") << false;
    }
    void aFatRootIsWrittenOnlyWhereItCanBe()
    {
        QFETCH(const bool, canWrite);
        const Inventory inventory =
            diskWithFatRoot({ContentKind::Ext4, canWrite ? ContentKind::Fat16 : ContentKind::Xfs});
        const auto bench = Workbench::planned(inventory, {edit::SetClones{.number = 1, .count = 1}});
        const auto &steps = bench->job.derived.plan.steps;
        const auto isWriting = [](const Step &step) {
            return std::holds_alternative<step::WritePartids>(step);
        };
        QCOMPARE(std::ranges::count_if(steps, isWriting), canWrite ? 2 : 0);
        QCOMPARE(std::ranges::contains(bench->job.derived.findings, "partids-not-written", &Finding::code),
                 !canWrite);
    }
};

QTEST_GUILESS_MAIN(TestWritePartids)
#include "tst_write_partids.moc"
