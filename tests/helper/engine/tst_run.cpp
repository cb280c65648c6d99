// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/support/faulty_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Kind = RecordingDevice::Operation::Kind;

const QByteArray script = "label: gpt\n1 : start=2048, size=2048, name=\"p.lxboot\"\n2 : start=4096, "
                          "size=8192, name=\"p.lxroot\"\n";

/// A disk whose root is an ext4, if it may be.
SparseBytes made(bool isFormatted)
{
    MemoryDevice disk(diskOf(script, 32_MiB));
    const Inventory inventory = inventoryOn(disk);
    disk.content().write(inventory.partitions[0].extent.begin, noise(1 << 20, 1));
    if (!isFormatted)
        return disk.content();
    auto window =
        PartitionWindow::open(disk, inventory.partitions[1].extent, PartitionWindow::Access::ReadWrite)
            .value();
    const ToolOutput output =
        runChild(MadeContent::place("mkfs.ext4"), {"-q", "-F", window->path()}, {}).value();
    if (output.status != 0 || !window->close())
        qFatal("%s", output.lastLine().c_str());
    return disk.content();
}

const std::vector<Edit> bootTwice{edit::SetClones{.number = 1, .count = 2}};
const std::vector<Edit> rootOnce{edit::SetClones{.number = 2, .count = 1}};

const edit::SetCopying forRescue{{.onReadError = OnReadError::Continue}};
const std::vector<Edit> bootTwiceForRescue{bootTwice[0], forRescue};
const std::vector<Edit> rootOnceForRescue{rootOnce[0], forRescue};

bool hasChanged(const RecordingDevice &device, std::optional<Extent> within = {})
{
    return std::ranges::any_of(device.operations(), [&](const auto &one) {
        return (one.kind == Kind::Write || one.kind == Kind::Zero)
            && (!within || one.extent.overlaps(*within));
    });
}

ErrorCode codeOf(const Report &report)
{
    return report.error ? report.error->code : ErrorCode::Dismissed;
}

}

class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReportIsAFailureUnlessItSaysOtherwise()
    {
        const Report report;
        QVERIFY(!report.isSuccess() && report.error);
        QCOMPARE(report.disk, DiskState::Unknown);
    }

    void doesWhatIsPlannedAndSaysSo()
    {
        MemoryDevice disk(made(false));
        const auto bench = Workbench::planned(inventoryOn(disk), bootTwice);
        const Report report = bench->run(disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        QVERIFY(bench->lastMark.state == JobMark::State::Ended);
        QVERIFY(bench->listener.last.isTableWritten
                && bench->listener.last.done == bench->listener.last.total);
        QVERIFY(std::ranges::all_of(
            report.steps, [](const StepReport &step) { return step.state == StepReport::State::Done; }));
        QCOMPARE(inventoryOn(disk).partitions.size(), std::size_t{4});
    }

    void publishesWhatItCouldReadAndDoesNotCallItASuccess()
    {
        MemoryDevice disk(made(false));
        FaultyDevice device(disk);
        const auto bench = Workbench::planned(inventoryOn(disk), bootTwiceForRescue);
        const Partition &boot = bench->job.inventory.partitions[0];
        device.failReadsOf({.begin = boot.extent.begin + 8192_B, .size = 512_B});
        const Report report = bench->run(device);
        QVERIFY2(report.isPublished(), wordsOf(report).c_str());
        QVERIFY(!report.isSuccess() && bench->lastMark.state == JobMark::State::Ended);
        QVERIFY(
            (report.unread() == std::vector<UnreadRange>{{.partition = 1, .where = {Offset(8192), 4096_B}}}));
        // And whoever looks again finds it.
        const TableImage image(disk.content());
        const auto made = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
        Keys keys;
        const auto checks = verify(*made, inventoryOn(*made), keys, bench->listener, {}).value();
        QCOMPARE(
            std::ranges::count_if(
                checks, [](const Check &check) { return check.code == "content-equal" && !check.isPassed; }),
            2);
    }

    /// What cannot be relabelled is not published.
    void stopsBeforeTheTableWhereADamagedCopyCannotBeRelabelled()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: an ext4 cannot be made on a window");
        MemoryDevice disk(made(true));
        FaultyDevice device(disk);
        const auto bench = Workbench::planned(inventoryOn(disk), rootOnceForRescue);
        // Its superblock. The first step would read config.partids, which nobody can there.
        const Partition &root = bench->job.inventory.partitions[1];
        device.failReadsOf({.begin = root.extent.begin + 1024_B, .size = 1024_B});
        const Report report = bench->run(device, bench->stepAt("copy-blocks"));
        QVERIFY(report.error && !english(describe(*report.error)).empty());
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.steps[bench->stepAt("copy-blocks")].state, StepReport::State::Done);
        QCOMPARE(report.steps[bench->stepAt("renew-identity")].state, StepReport::State::Failed);
        QCOMPARE(report.steps[bench->stepAt("write-table")].state, StepReport::State::NotReached);
    }

    void refusesAPlanThatWouldLoseData()
    {
        TableImage image(made(false));
        const SparseBytes before = image.content();
        const auto device =
            FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        const auto bench = Workbench::planned(inventoryOn(*device), bootTwice);
        auto &copy = std::get<step::CopyBlocks>(bench->job.derived.plan.steps[bench->stepAt("copy-blocks")]);
        copy.targets[0] = bench->job.inventory.partitions[1].extent.begin;
        const Report report = run(*device, bench->job, bench->listener, {});
        QCOMPARE(codeOf(report), ErrorCode::Invalid);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QVERIFY(report.jobFolder.empty() && bench->listener.told == 0);
        QVERIFY(image.content() == before);
    }

    void refusesWhereTheOldTableCannotBeSaved()
    {
        TableImage image(made(false));
        const SparseBytes before = image.content();
        const auto device =
            FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        const auto bench = Workbench::planned(inventoryOn(*device), bootTwice);
        bench->job.jobRoot = "/proc/none/jobs";
        const Report report = run(*device, bench->job, bench->listener, {});
        QVERIFY(report.error && report.disk == DiskState::Unchanged);
        QVERIFY(image.content() == before);
    }

    void refusesADiskWhoseTableHasChangedSince()
    {
        MemoryDevice inner(made(false));
        const auto bench = Workbench::planned(inventoryOn(inner), bootTwice);
        std::vector<Slot> other = bench->job.derived.now.slots;
        other.push_back(other.back());
        other.back().number = 3;
        other.back().guid = Uuid::draw().toString();
        other.back().extent = {.begin = Offset() + 16_MiB, .size = 1_MiB};
        QVERIFY(commitTable(inner, encodeTable(inner, plainTopology(), other).value()));
        RecordingDevice disk(inner);
        const Report report = bench->run(disk);
        QCOMPARE(codeOf(report), ErrorCode::StaleLayout);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QVERIFY(!hasChanged(disk));
    }

    void refusesAnIdentifierThatSomebodyHas_data()
    {
        QTest::addColumn<int>("whose");
        QTest::newRow("another disk's") << 0;
        QTest::newRow("the origin's") << 1;
        QTest::newRow("another partition's") << 2;
        QTest::newRow("another clone's") << 3;
    }
    void refusesAnIdentifierThatSomebodyHas()
    {
        QFETCH(const int, whose);
        MemoryDevice inner(made(false));
        RecordingDevice disk(inner);
        const Inventory inventory = inventoryOn(inner);
        const auto bench = Workbench::planned(inventory, bootTwice);
        std::vector<Slot> &slots = bench->job.derived.designed.slots;
        const auto clone = std::ranges::find(slots, 1, &Slot::cloneIndex);
        if (whose == 0)
            bench->job.inventory.foreign.push_back({.value = clone->guid, .where = "/dev/sdz1"});
        else
            clone->guid = whose == 3 ? std::ranges::find(slots, 2, &Slot::cloneIndex)->guid
                                     : inventory.partitions[static_cast<std::size_t>(whose - 1)].guid;
        const Report report = bench->run(disk);
        QCOMPARE(codeOf(report), ErrorCode::Clash);
        QCOMPARE(report.disk, DiskState::Unchanged);
        const Result<TableReading> table = readTable(inner, plainTopology());
        QVERIFY(table);
        for (const Extent &extent : table->metadata)
            QVERIFY(!hasChanged(disk, extent));
    }

    void findsATableThatDidNotStay()
    {
        MemoryDevice inner(made(false));
        FaultyDevice disk(inner);
        const auto bench = Workbench::planned(inventoryOn(inner), bootTwice);
        // The disk lies about its primary array once the table has been written to it.
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.step == bench->stepAt("write-table"))
                disk.flipReadsOf({.begin = Offset(1024), .size = 512_B});
        };
        const Report report = bench->run(disk);
        QVERIFY(report.error);
        QVERIFY(report.disk == DiskState::Unknown);
        QVERIFY(bench->lastMark.state == JobMark::State::Running);
    }

    void knowsThatAFailedTableWriteLeftTheOldOne()
    {
        MemoryDevice inner(made(false));
        const SparseBytes before = inner.content();
        FaultyDevice disk(inner);
        disk.failWritesOf({.begin = Offset(512), .size = 16384_B});
        disk.failWritesOf({.begin = Offset() + (32_MiB - 32768_B), .size = 32768_B});
        const auto bench = Workbench::planned(inventoryOn(inner), bootTwice);
        const Report report = bench->run(disk);
        QCOMPARE(codeOf(report), ErrorCode::Io);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(inventoryOn(inner).partitions.size(), std::size_t{2});
        QVERIFY(bench->lastMark.state == JobMark::State::Ended);
    }

    void claimsNothingAfterAFailedFlush()
    {
        MemoryDevice inner(made(false));
        FaultyDevice disk(inner);
        const auto bench = Workbench::planned(inventoryOn(inner), bootTwice);
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.step == bench->stepAt("write-table"))
                disk.failFlushes();
        };
        const Report report = bench->run(disk);
        QCOMPARE(codeOf(report), ErrorCode::Io);
        QCOMPARE(report.disk, DiskState::Unknown);
        QVERIFY(bench->lastMark.state == JobMark::State::Running && bench->lastMark.isTableTouched);
    }

    void cancelsBeforeTheTableIsBegun()
    {
        std::size_t table = 1;
        for (std::size_t at = 0; at <= table; ++at) {
            MemoryDevice disk(made(false));
            const auto bench = Workbench::planned(inventoryOn(disk), bootTwice);
            table = bench->stepAt("write-table");
            bench->listener.hear = [&](const Progress &progress) {
                if (progress.step == at)
                    bench->stop.request_stop();
            };
            const Report report = bench->run(disk);
            QCOMPARE(codeOf(report), ErrorCode::Cancelled);
            QCOMPARE(report.disk, DiskState::Unchanged);
            QVERIFY(bench->lastMark.state == JobMark::State::Ended && !bench->lastMark.isTableTouched);
            QCOMPARE(inventoryOn(disk).partitions.size(), std::size_t{2});
        }
    }

    void bringsToItsEndWhatItIsTooLateToCancel()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: an ext4 cannot be made on a window");
        MemoryDevice disk(made(true));
        const auto bench = Workbench::planned(inventoryOn(disk), rootOnce);
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.isTableWritten)
                bench->stop.request_stop();
        };
        const Report report = bench->run(disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        QVERIFY(bench->stop.stop_requested() && bench->stepAt("write-partids") < report.steps.size());
    }

    void isIncompleteWherePartidsCannotBeWritten()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: an ext4 cannot be made on a window");
        MemoryDevice inner(made(true));
        FaultyDevice disk(inner);
        const auto bench = Workbench::planned(inventoryOn(inner), rootOnce);
        const std::size_t partids = bench->stepAt("write-partids");
        QVERIFY(partids < bench->job.derived.plan.steps.size());
        const Extent where = std::get<step::WritePartids>(bench->job.derived.plan.steps[partids]).where;
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.step == partids)
                disk.failWritesOf(where);
        };
        const Report report = bench->run(disk);
        QVERIFY(report.error && !report.isSuccess());
        QCOMPARE(report.disk, DiskState::Incomplete);
        QCOMPARE(report.steps[partids].state, StepReport::State::Failed);
        QVERIFY(bench->lastMark.state == JobMark::State::Running && bench->lastMark.isTableTouched);
        QCOMPARE(bench->lastMark.step, partids);
        bench->listener.hear = {};
        const Report finished = bench->run(inner, partids);
        QVERIFY2(finished.isSuccess(), wordsOf(finished).c_str());
    }

    void refusesACopyThatReadsAsSomethingElse()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: an ext4 cannot be made on a window");
        MemoryDevice inner(made(true));
        const auto bench = Workbench::planned(inventoryOn(inner), rootOnce);
        const auto clone = std::ranges::find(bench->job.derived.designed.slots, 1, &Slot::cloneIndex);
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.step == bench->stepAt("check-identifiers"))
                inner.content().zero({.begin = clone->extent.begin, .size = 64_KiB});
        };
        const Report report = bench->run(inner);
        QCOMPARE(codeOf(report), ErrorCode::Mismatch);
        QCOMPARE(report.disk, DiskState::Unchanged);
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
