// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/allocation/allocation.h"
#include "helper/files/root_file.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

void format(MemoryDevice &disk, Extent where, const std::string &program, std::vector<std::string> arguments)
{
    auto window = PartitionWindow::open(disk, where, PartitionWindow::Access::ReadWrite).value();
    arguments.push_back(window->path());
    const ToolOutput output = runChild(MadeContent::place(program), arguments, {}).value();
    if (output.status != 0 || !window->close())
        qFatal("%s", output.lastLine().c_str());
}

/// Boot sector partition, FAT, ext4 root.
SparseBytes origin()
{
    MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=2048, name=\"p.legacy\"\n"
                             "2 : start=4096, size=8192, name=\"p.UEFI\"\n"
                             "3 : start=12288, size=16384, name=\"p.lxroot\"\n",
                             40_MiB));
    const Inventory inventory = inventoryOn(disk);
    disk.content().write(inventory.partitions[0].extent.begin, noise(1 << 20, 1));
    format(disk, inventory.partitions[1].extent, "mkfs.fat", {"-F", "12"});
    format(disk, inventory.partitions[2].extent, "mkfs.ext4", {"-q", "-F"});
    return disk.content();
}

/// The same after a job with a clone of each.
const SparseBytes &cloned()
{
    static const SparseBytes content = [] {
        MemoryDevice disk(origin());
        const Inventory inventory = inventoryOn(disk);
        std::vector<Edit> edits;
        for (const int number : {1, 2, 3})
            edits.emplace_back(edit::SetClones{.number = number, .count = 1});
        const Report report = Workbench::planned(inventory, edits)->run(disk);
        if (!report.isSuccess())
            qFatal("%s", wordsOf(report).c_str());
        return disk.content();
    }();
    return content;
}

std::vector<Check> checksOf(const SparseBytes &content, const std::vector<ForeignIdentifier> &foreign = {})
{
    const TableImage image(content);
    const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
    Inventory inventory = inventoryOn(*disk);
    inventory.foreign = foreign;
    Listener listener;
    Keys keys;
    const std::vector<Check> checks = verify(*disk, inventory, keys, listener, {}).value();
    if (!(image.content() == content))
        qFatal("verify wrote to the disk");
    return checks;
}

/// The codes of what did not pass, with the first partition concerned.
QStringList failures(const std::vector<Check> &checks)
{
    QStringList result;
    for (const Check &check : checks) {
        if (!check.isPassed)
            result << QString::fromStdString(check.code)
                    + (check.partitions.empty() ? QString()
                                                : " " + QString::number(check.partitions.front()));
    }
    return result;
}

/// By size: no two origins have the same.
Slot slotOf(const SparseBytes &content, const std::string &name, int cloneIndex)
{
    const Bytes size = name == "legacy" ? 1_MiB : name == "UEFI" ? 4_MiB : 8_MiB;
    MemoryDevice disk(content);
    for (const Slot &slot : layoutOf(inventoryOn(disk)).slots) {
        if (slot.extent.size == size && slot.cloneIndex == cloneIndex)
            return slot;
    }
    qFatal("no %s %d", name.c_str(), cloneIndex);
}

}

class TestVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: file systems cannot be made on a window");
    }

    void passesWhatWasMadeHere()
    {
        const std::vector<Check> checks = checksOf(cloned());
        QCOMPARE(failures(checks), QStringList());
        QCOMPARE(std::ranges::count(checks, "geometry", &Check::code), 3);
        QCOMPARE(std::ranges::count(checks, "content-equal", &Check::code), 3);
        QCOMPARE(std::ranges::count(checks, "identifiers-unique", &Check::code), 1);
        QCOMPARE(std::ranges::count(checks, "partids-true", &Check::code), 2);
    }

    void saysThatThereAreNoClones()
    {
        const std::vector<Check> checks =
            checksOf(diskOf("label: gpt\nstart=2048, size=2048, name=\"p.lxboot\"\n", 24_MiB));
        QCOMPARE(failures(checks), QStringList());
        QVERIFY(std::ranges::contains(checks, "no-clones", &Check::code));
        QVERIFY(!std::ranges::contains(checks, "content-equal", &Check::code));
    }

    void findsAFlippedByte_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("fromEnd");
        QTest::addColumn<qint64>("fromBegin");
        QTest::newRow("bytes without a file system") << "legacy" << qint64{0} << qint64{0};
        QTest::newRow("the last byte") << "legacy" << qint64{1} << qint64{0};
        QTest::newRow("behind the clusters of the FAT") << "UEFI" << qint64{4096} << qint64{0};
        QTest::newRow("a table of the FAT") << "UEFI" << qint64{0} << qint64{6000};
    }
    void findsAFlippedByte()
    {
        QFETCH(const QString, name);
        QFETCH(const qint64, fromEnd);
        QFETCH(const qint64, fromBegin);
        SparseBytes content = cloned();
        const Slot clone = slotOf(content, name.toStdString(), 1);
        const Offset at =
            fromEnd > 0 ? clone.extent.end() - Bytes(fromEnd) : clone.extent.begin + Bytes(fromBegin);
        std::vector<std::byte> byte = content.read({.begin = at, .size = 1_B});
        byte[0] ^= std::byte{1};
        content.write(at, byte);
        QCOMPARE(failures(checksOf(content)), QStringList{"content-equal " + QString::number(clone.number)});
    }

    void findsAnotherRoot()
    {
        // More blocks than config.partids can explain.
        SparseBytes content = cloned();
        const Slot clone = slotOf(content, "root", 1);
        MemoryDevice disk(content);
        const Allocation map = allocationOf(disk, clone.extent, clone.content.kind);
        QVERIFY(map.isTrusted());
        const Extent largest = *std::ranges::max_element(map.used, {}, &Extent::size);
        content.write(largest.end() - 300_KiB, noise(300 << 10, 9));
        QVERIFY(failures(checksOf(content)).contains("content-equal " + QString::number(clone.number)));
    }

    void doesNotMindWhatLiesInFreeBlocks()
    {
        SparseBytes content = cloned();
        const Slot clone = slotOf(content, "root", 1);
        MemoryDevice disk(content);
        const Allocation map = allocationOf(disk, clone.extent, clone.content.kind);
        const std::vector<Extent> unused = gaps(clone.extent, map.used);
        const Extent largest = *std::ranges::max_element(unused, {}, &Extent::size);
        QVERIFY(largest.size > 1_MiB);
        content.write(largest.begin, noise(1 << 20, 9));
        QCOMPARE(failures(checksOf(content)), QStringList());
    }

    void findsAFalsePartids()
    {
        MemoryDevice disk(cloned());
        const Slot root = slotOf(cloned(), "root", 0);
        QVERIFY(
            writeRootFile(disk, root.extent, ContentKind::Ext4, "config.partids", "kiwi_RootPart=\"1\"\n"));
        QCOMPARE(failures(checksOf(disk.content())),
                 QStringList{"partids-true " + QString::number(root.number)});
    }

    void findsThatNoPartidsIsTrueOfTwoRoots()
    {
        MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=16384, name=\"p.lxroot\"\n"
                                 "2 : start=18432, size=16384, name=\"p.lxroot\"\n",
                                 20_MiB));
        for (const Partition &root : inventoryOn(disk).partitions)
            format(disk, root.extent, "mkfs.ext4", {"-q", "-F"});
        QCOMPARE(failures(checksOf(disk.content())), QStringList());
        const Extent where = inventoryOn(disk).partitions[0].extent;
        QVERIFY(writeRootFile(disk, where, ContentKind::Ext4, "config.partids", "kiwi_RootPart=\"1\"\n"));
        QCOMPARE(failures(checksOf(disk.content())), QStringList{"partids-true 1"});
    }

    void findsAMissingPartids()
    {
        SparseBytes content = cloned();
        const Slot clone = slotOf(content, "root", 1);
        const Slot root = slotOf(content, "root", 0);
        MemoryDevice disk(content);
        format(disk, clone.extent, "mkfs.ext4", {"-q", "-F"});
        const QStringList found = failures(checksOf(disk.content()));
        QVERIFY(found.contains("partids-true " + QString::number(clone.number)));
        QVERIFY(!found.contains("partids-true " + QString::number(root.number)));
    }

    void findsADoubleUuid()
    {
        SparseBytes content = cloned();
        const Slot clone = slotOf(content, "UEFI", 1);
        const Slot fat = slotOf(content, "UEFI", 0);
        content.write(clone.extent.begin, content.read({.begin = fat.extent.begin, .size = fat.extent.size}));
        const QStringList found = failures(checksOf(content));
        QCOMPARE(found,
                 QStringList{"identifiers-unique " + QString::number(std::min(clone.number, fat.number))});
    }

    void findsAnIdentifierThatAnotherDiskHas()
    {
        const Slot clone = slotOf(cloned(), "root", 1);
        for (const std::string &value : {clone.content.uuid, clone.guid}) {
            const QStringList found = failures(checksOf(cloned(), {{.value = value, .where = "/dev/sdz1"}}));
            QCOMPARE(found, QStringList{"identifiers-unique " + QString::number(clone.number)});
        }
    }

    void findsACloneOfAnotherSize()
    {
        MemoryDevice disk(cloned());
        std::vector<Slot> table = layoutOf(inventoryOn(disk)).slots;
        const auto clone = std::ranges::find(table, slotOf(cloned(), "legacy", 1).number, &Slot::number);
        clone->extent.size = 512_KiB;
        QVERIFY(commitTable(disk, encodeTable(disk, plainTopology(), table).value()));
        const std::vector<Check> checks = checksOf(disk.content());
        // By its size it is no clone any more, and config.partids, which says that it is one, is false.
        QCOMPARE(std::ranges::count(checks, "geometry", &Check::code), 2);
        QCOMPARE(failures(checks).filter(QStringLiteral("partids-true")).size(), 2);
    }

    void stopsWhenAsked()
    {
        const TableImage image(cloned());
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
        Listener listener;
        std::stop_source stop;
        stop.request_stop();
        Keys keys;
        const auto checks = verify(*disk, inventoryOn(*disk), keys, listener, stop.get_token());
        QVERIFY(!checks && checks.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
