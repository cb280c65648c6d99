// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/exchange/json.h"
#include "core/exchange/report_file.h"
#include "helper/luks/luks_volume.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/support/faulty_device.h"

#include <QJsonDocument>
#include <QTest>

#include <errno.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

KeySet rightKey()
{
    return withKey(Secret(std::string_view("open sesame")), {});
}

/// What is there, opened.
Inventory inventoryOf(BlockDevice &disk, const KeySet &given)
{
    Inventory inventory = inventoryOn(disk);
    Keys keys(given);
    for (Partition &partition : inventory.partitions)
        partition.content = probeContent(disk, partition.extent, keys).value();
    return inventory;
}

/// An LUKS1 with an ext2 that is full of noise, and no room before it.
const SparseBytes &origin()
{
    static const SparseBytes content = [] {
        MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=16384, name=\"p.lxsecret\"\n", 32_MiB));
        const Extent where = inventoryOn(disk).partitions.at(0).extent;
        const auto run = [](BlockDevice &device, Extent place, const char *script) {
            auto window = PartitionWindow::open(device, place, PartitionWindow::Access::ReadWrite).value();
            const ToolOutput output =
                runChild(MadeContent::place("sh"), {"-c", script, window->path()}, {}).value();
            if (output.status != 0 || !window->close())
                qFatal("%s", output.lastLine().c_str());
        };
        run(disk, where,
            "printf %s 'open sesame' | cryptsetup -q luksFormat --type luks1 --pbkdf-force-iterations 1000 "
            "--key-file - $0");
        Keys keys(rightKey());
        const auto volume = LuksVolume::open(disk, where, ContentKind::Luks1, keys).value();
        const auto bytes = noise(static_cast<std::size_t>(volume->size().count()), 3);
        if (!volume->write(Offset(), bytes))
            qFatal("noise");
        run(*volume, {.begin = Offset(), .size = volume->size()}, "mkfs.ext2 -q -F -L DEEP $0");
        return disk.content();
    }();
    return content;
}

/// The same, with a neighbour behind it that has to make room for a clone before its origin.
SparseBytes crowded()
{
    SparseBytes disk = diskOf("label: gpt\n1 : start=2048, size=16384, name=\"p.lxsecret\"\n"
                              "2 : start=18432, size=81920, name=\"p.lxhome\"\n",
                              160_MiB);
    disk.write(Offset() + 1_MiB, origin().read({.begin = Offset() + 1_MiB, .size = 8_MiB}));
    disk.write(Offset() + 9_MiB, noise(40U << 20U, 5));
    return disk;
}

std::unique_ptr<Workbench> benchFor(BlockDevice &disk, Placement placement)
{
    auto bench = Workbench::planned(inventoryOf(disk, rightKey()),
                                    {edit::SetClones{.number = 1, .count = 1},
                                     edit::SetFreshKeys{.number = 1, .isWanted = true},
                                     edit::SetPlacement{.placement = placement}});
    bench->job.keys = std::make_shared<Keys>(rightKey());
    return bench;
}

struct Cloned
{
    SparseBytes content{1_B};
    FormerState former;
};

const Cloned &cloned()
{
    static const Cloned once = [] {
        MemoryDevice disk(origin());
        const auto bench = benchFor(disk, Placement::FreeSpace);
        Report report = bench->run(disk);
        if (!report.isSuccess() || !report.warnings.empty())
            qFatal("%s", wordsOf(report).c_str());
        report.after = layoutOf(inventoryOf(disk, rightKey()));
        const QByteArray json = QJsonDocument(exchange::reportJson(report, {})).toJson();
        return Cloned{.content = disk.content(), .former = exchange::readReportFile(json).value()};
    }();
    return once;
}

/// The messages of a verification that did not pass.
QStringList failures(const SparseBytes &content, const KeySet &given, bool isAgainst = false)
{
    const TableImage image(content);
    const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
    const Inventory inventory = inventoryOf(*disk, given);
    Listener listener;
    Keys keys(given);
    const std::vector<Check> checks = isAgainst
        ? verifyAgainst(*disk, inventory, cloned().former, listener, {}).value()
        : verify(*disk, inventory, keys, listener, {}).value();
    if (!(image.content() == content) || listener.last.done != listener.last.total)
        qFatal("it wrote to the disk, or its progress does not come to its end");
    QStringList result;
    for (const Check &check : checks) {
        if (!check.isPassed)
            result << QString::fromStdString(check.message.id);
    }
    return result;
}

Extent extentOf(const SparseBytes &content, int cloneIndex)
{
    MemoryDevice disk(content);
    return findSlot(layoutOf(inventoryOn(disk)), cloneIndex == 0 ? 2 : 1, cloneIndex)->extent;
}

std::unique_ptr<LuksVolume> openedIn(BlockDevice &disk, Extent where)
{
    Keys keys(rightKey());
    return LuksVolume::open(disk, where, ContentKind::Luks1, keys).value();
}

bool isOneKey(BlockDevice &disk, Extent a, Extent b)
{
    Keys keys(rightKey());
    const auto first = LuksHeader::read(disk, a, ContentKind::Luks1).value();
    const auto second = LuksHeader::read(disk, b, ContentKind::Luks1).value();
    return keys.isOneKey(first.get(), second.get());
}

}

class TestRenewVolumeKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void aCloneHasItsKeyAndItsIdentifiers_data()
    {
        QTest::addColumn<Placement>("placement");
        QTest::newRow("in free space") << Placement::FreeSpace;
        QTest::newRow("in the place of its origin") << Placement::Adjacent;
    }

    void aCloneHasItsKeyAndItsIdentifiers()
    {
        QFETCH(const Placement, placement);
        MemoryDevice disk(origin());
        const auto bench = benchFor(disk, placement);
        const std::size_t step = bench->stepAt("renew-volume-key");
        const Report report = bench->run(disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        QCOMPARE(report.disk, DiskState::Done);
        // What the step says that it moves, it moves.
        QVERIFY(report.steps[step].written >= 5_MiB);
        QCOMPARE(report.steps[step].read, report.steps[step].written * 2);
        const Inventory after = inventoryOf(disk, rightKey());
        const Layout layout = layoutOf(after);
        const Slot &clone = *std::ranges::find(layout.slots, 1, &Slot::cloneIndex);
        const Slot &from = *std::ranges::find(layout.slots, 0, &Slot::cloneIndex);
        QVERIFY(!isOneKey(disk, clone.extent, from.extent));
        QVERIFY(isOneKey(disk, clone.extent, clone.extent));
        QVERIFY(clone.content.uuid != from.content.uuid);
        QVERIFY(clone.content.volumes.at(0).content.uuid != from.content.volumes.at(0).content.uuid);
        QCOMPARE(failures(disk.content(), rightKey()), QStringList());
    }

    void withoutItsKeyTheJobFailsAndThePlaceStaysUnpublished()
    {
        MemoryDevice disk(origin());
        const auto bench = benchFor(disk, Placement::FreeSpace);
        bench->job.keys = std::make_shared<Keys>();
        const Report report = bench->run(disk);
        QVERIFY(report.error && report.error->code == ErrorCode::Denied);
        QCOMPARE(report.disk, DiskState::Unchanged);
        // Before the first write: the copy of all data is not made in vain.
        QCOMPARE(report.steps.front().state, StepReport::State::Failed);
        QVERIFY(disk.content() == origin());
        bench->job.keys = std::make_shared<Keys>(rightKey());
        QVERIFY(bench->run(disk).isSuccess());
    }

    /// What an interrupted job left is gone on with from the step that its folder names.
    void itGoesOnAfterAFailureAnywhere_data() { aCloneHasItsKeyAndItsIdentifiers_data(); }

    void itGoesOnAfterAFailureAnywhere()
    {
        QFETCH(const Placement, placement);
        int failed = 0;
        for (int operations = 0;; operations += 17) {
            MemoryDevice disk(origin());
            const auto bench = benchFor(disk, placement);
            const std::size_t step = bench->stepAt("renew-volume-key");
            FaultyDevice faulty(disk);
            bench->listener.hear = [&](const Progress &progress) {
                if (progress.step == step && progress.stepDone.isZero() && !faulty.failed())
                    faulty.failAfter(operations, EIO);
            };
            const Report first = bench->run(faulty);
            if (first.isSuccess())
                break;
            bench->listener.hear = {};
            ++failed;
            const Report again = bench->run(disk, bench->lastMark.step);
            QVERIFY2(again.isSuccess(), wordsOf(again).c_str());
            QCOMPARE(failures(disk.content(), rightKey()), QStringList());
        }
        QVERIFY(failed > 3);
    }

    /// The journal on the disk has the step, and no key.
    void aMoveInPlaceIsFinishedOnceItsKeyIsThere()
    {
        const TableImage image(crowded());
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        const auto bench = benchFor(*disk, Placement::Adjacent);
        QVERIFY(lastStep<step::MoveInPlace>(bench->job.derived.plan));
        const std::size_t step = bench->stepAt("renew-volume-key");
        Listener listener;
        listener.hear = [&](const Progress &progress) {
            if (progress.step == step)
                *bench->job.keys = Keys();
        };
        const Report first = parterre::run(*disk, bench->job, listener, {});
        QVERIFY(first.error && first.error->code == ErrorCode::Denied);
        QCOMPARE(first.disk, DiskState::Moving);
        RecoverRequest request{
            .path = bench->job.path, .jobRoot = bench->job.jobRoot, .way = Recovery::Finish};
        QCOMPARE(parterre::recover(*disk, request, listener, {}).error->code, ErrorCode::Denied);
        request.keys = std::make_shared<Keys>(rightKey());
        const Report report = parterre::recover(*disk, request, listener, {});
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        const Layout layout = layoutOf(inventoryOf(*disk, rightKey()));
        QCOMPARE(layout.slots.size(), 3U);
        QVERIFY(!isOneKey(*disk, layout.slots[0].extent, layout.slots[1].extent));
        QCOMPARE(failures(image.content(), rightKey()), QStringList());
    }

    void verifyLooksThroughBothKeys()
    {
        QCOMPARE(failures(cloned().content, rightKey()), QStringList());
        QCOMPARE(failures(cloned().content, {}), QStringList{"check-content-locked"});
        // One bit of what was decrypted.
        MemoryDevice disk(cloned().content);
        const auto volume = openedIn(disk, extentOf(disk.content(), 1));
        std::vector<std::byte> sector(512);
        const Offset at = Offset() + volume->size() - 512_B;
        QVERIFY(volume->read(at, sector));
        sector[0] ^= std::byte{1};
        QVERIFY(volume->write(at, sector));
        QCOMPARE(failures(disk.content(), rightKey()), QStringList{"check-content-differs"});
    }

    void verifyAgainstComparesWhatLiesOnTheDisk()
    {
        QCOMPARE(failures(cloned().content, rightKey(), true), QStringList());
        QCOMPARE(failures(cloned().content, {}, true), QStringList());
        MemoryDevice disk(cloned().content);
        const Extent clone = extentOf(disk.content(), 1);
        disk.content().write(clone.begin + 5_MiB, std::vector<std::byte>(1));
        QCOMPARE(failures(disk.content(), rightKey(), true), QStringList{"check-former-changed"});
    }
};

QTEST_GUILESS_MAIN(TestRenewVolumeKey)
#include "tst_renew_volume_key.moc"
