// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/layout/identity_text.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

using Change = void (*)(Job &, Slot &);

Q_DECLARE_METATYPE(Change)

namespace {

const std::vector<Edit> rootOnce{edit::SetClones{.number = 1, .count = 1}};

/// A disk whose only partition is a btrfs.
SparseBytes madeOnce()
{
    MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=245760, name=\"p.lxroot\"\n", 300_MiB));
    const Inventory inventory = inventoryOn(disk);
    auto window =
        PartitionWindow::open(disk, inventory.partitions[0].extent, PartitionWindow::Access::ReadWrite)
            .value();
    const ToolOutput output =
        runChild(MadeContent::place("mkfs.btrfs"), {"-q", "-f", window->path()}, {}).value();
    if (output.status != 0 || !window->close())
        qFatal("%s", output.lastLine().c_str());
    return disk.content();
}

Slot &cloneIn(Job &job)
{
    return *std::ranges::find(job.derived.designed.slots, 1, &Slot::cloneIndex);
}

}

/// The last look before a clone is published: it reads as was designed, and as nothing else does.
class TestCheckIdentifiers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void aCloneOfABtrfsHasADeviceOfItsOwn()
    {
        MemoryDevice disk(madeOnce());
        const auto bench = Workbench::planned(inventoryOn(disk), rootOnce);
        const Content expected = cloneIn(bench->job).content;
        const Content origin = bench->job.inventory.partitions[0].content;
        QVERIFY(!origin.subUuid.empty() && expected.subUuid != origin.subUuid);
        QCOMPARE(expected.subUuid, subIdText(ContentKind::Btrfs, *Uuid::parse(expected.uuid)));
        const Report report = bench->run(disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        std::vector<std::string> devices;
        for (const Partition &partition : inventoryOn(disk).partitions)
            devices.push_back(partition.content.subUuid);
        std::ranges::sort(devices);
        std::vector<std::string> wanted{origin.subUuid, expected.subUuid};
        std::ranges::sort(wanted);
        QCOMPARE(devices, wanted);
    }

    void aDeviceThatReadsOtherwiseIsNotPublished_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<ErrorCode>("expected");
        const auto row = [](const char *name, Change change, ErrorCode expected) {
            QTest::newRow(name) << change << expected;
        };
        row(
            "another one than designed",
            [](Job &, Slot &clone) { clone.content.subUuid = Uuid::draw().toString(); }, ErrorCode::Mismatch);
        row(
            "one that another disk has",
            [](Job &job, Slot &clone) {
                job.inventory.foreign.push_back({.value = clone.content.subUuid, .where = "/dev/sdz1"});
            },
            ErrorCode::Clash);
        row(
            "one that another partition has",
            [](Job &job, Slot &clone) {
                std::ranges::find(job.derived.designed.slots, 0, &Slot::cloneIndex)->content.subUuid =
                    clone.content.subUuid;
            },
            ErrorCode::Clash);
    }

    void aDeviceThatReadsOtherwiseIsNotPublished()
    {
        QFETCH(const Change, change);
        QFETCH(const ErrorCode, expected);
        MemoryDevice disk(madeOnce());
        const auto bench = Workbench::planned(inventoryOn(disk), rootOnce);
        change(bench->job, cloneIn(bench->job));
        const Report report = bench->run(disk);
        QVERIFY2(report.error && report.error->code == expected, wordsOf(report).c_str());
        QCOMPARE(inventoryOn(disk).partitions.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestCheckIdentifiers)
#include "tst_check_identifiers.moc"
