// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/exchange/json.h"
#include "core/exchange/report_file.h"
#include "helper/allocation/allocation.h"
#include "helper/engine/imprints.h"
#include "helper/files/root_file.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/support/faulty_device.h"

#include <QJsonDocument>
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

constexpr Bytes rootSize = 150_MiB;

/// Boot sector partition, FAT, and an ext4 root of 150 pieces.
SparseBytes origin()
{
    MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=2048, name=\"p.legacy\"\n"
                             "2 : start=4096, size=8192, name=\"p.UEFI\"\n"
                             "3 : start=12288, size=307200, name=\"p.lxroot\"\n",
                             400_MiB));
    const Inventory inventory = inventoryOn(disk);
    disk.content().write(inventory.partitions[0].extent.begin, noise(1 << 20, 1));
    format(disk, inventory.partitions[1].extent, "mkfs.fat", {"-F", "12"});
    format(disk, inventory.partitions[2].extent, "mkfs.ext4", {"-q", "-F", "-b", "1024"});
    return disk.content();
}

/// The disk after a job that made a clone of each, and what its report says.
struct Cloned
{
    SparseBytes content;
    Report report;
    FormerState former;
};

Cloned clonedWith(Copying copying)
{
    MemoryDevice disk(origin());
    const Inventory inventory = inventoryOn(disk);
    std::vector<Edit> edits;
    for (const int number : {1, 2, 3})
        edits.emplace_back(edit::SetClones{.number = number, .count = 1});
    Design design = designWith(inventory, edits);
    design.copying = copying;
    Workbench bench(inventory, design);
    Cloned cloned{.content = SparseBytes(0_B), .report = bench.run(disk), .former = {}};
    if (!cloned.report.isSuccess() || !cloned.report.warnings.empty())
        qFatal("%s", wordsOf(cloned.report).c_str());
    cloned.report.after = layoutOf(inventoryOn(disk));
    const QByteArray json = QJsonDocument(exchange::reportJson(cloned.report, {})).toJson();
    const Result<FormerState> former = exchange::readReportFile(json);
    if (!former)
        qFatal("%s", former.error().detail.c_str());
    cloned.former = *former;
    cloned.content = disk.content();
    return cloned;
}

const Cloned &cloned()
{
    static const Cloned once = clonedWith({});
    return once;
}

std::vector<Check> checksOf(const SparseBytes &content, const FormerState &former = cloned().former)
{
    const TableImage image(content);
    const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
    Listener listener;
    const std::vector<Check> checks = verifyAgainst(*disk, inventoryOn(*disk), former, listener, {}).value();
    if (!(image.content() == content))
        qFatal("it wrote to the disk");
    if (listener.last.done != listener.last.total)
        qFatal("its progress does not come to the end");
    return checks;
}

/// The messages of what did not pass.
QStringList failures(const std::vector<Check> &checks)
{
    QStringList result;
    for (const Check &check : checks) {
        if (!check.isPassed)
            result << QString::fromStdString(english(check.message));
    }
    return result;
}

std::int64_t count(const std::vector<Check> &checks, const std::string &message)
{
    return std::ranges::count(checks, message, [](const Check &check) { return check.message.id; });
}

/// By size: no two origins have the same.
Slot slotOf(const std::string &name, int cloneIndex)
{
    const Bytes size = name == "legacy" ? 1_MiB : name == "UEFI" ? 4_MiB : rootSize;
    for (const Slot &slot : cloned().report.after.slots) {
        if (slot.extent.size == size && slot.cloneIndex == cloneIndex)
            return slot;
    }
    qFatal("no %s %d", name.c_str(), cloneIndex);
}

SparseBytes flippedAt(Offset at)
{
    SparseBytes content = cloned().content;
    std::vector<std::byte> byte = content.read({.begin = at, .size = 1_B});
    byte[0] ^= std::byte{1};
    content.write(at, byte);
    return content;
}

/// The end of the root's last used extent, by its own map.
Offset lastUsed(const Slot &slot)
{
    MemoryDevice disk(cloned().content);
    const Allocation map = allocationOf(disk, slot.extent, slot.content.kind);
    if (!map.isTrusted())
        qFatal("%s", map.doubt.c_str());
    return map.used.back().end() - 1_B;
}

SparseBytes withTable(const std::function<void(std::vector<Slot> &)> &change)
{
    MemoryDevice disk(cloned().content);
    std::vector<Slot> table = layoutOf(inventoryOn(disk)).slots;
    change(table);
    if (!commitTable(disk, encodeTable(disk, plainTopology(), table).value()))
        qFatal("no table");
    return disk.content();
}

}

class TestVerifyAgainst : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: file systems cannot be made on a window");
    }

    void whatNobodyTouchedIsTheSame()
    {
        QCOMPARE(cloned().report.imprints.size(), std::size_t{6});
        const std::vector<Check> checks = checksOf(cloned().content);
        QCOMPARE(failures(checks), QStringList());
        QCOMPARE(count(checks, "check-former-disk"), 1);
        QCOMPARE(count(checks, "check-former-place"), 6);
        QCOMPARE(count(checks, "check-former-same"), 6);
    }

    /// What the copy knew and what is read again afterwards must be what a fresh reading gives.
    void everyWayOfCopyingIsRecognised_data()
    {
        QTest::addColumn<int>("blocks");
        QTest::addColumn<int>("digest");
        QTest::newRow("every block") << int(Blocks::Every) << int(DigestKind::Xxh3);
        QTest::newRow("SHA-256") << int(Blocks::Used) << int(DigestKind::Sha256);
    }
    void everyWayOfCopyingIsRecognised()
    {
        QFETCH(const int, blocks);
        QFETCH(const int, digest);
        const Cloned other = clonedWith({.blocks = Blocks(blocks), .rest = {}, .digest = DigestKind(digest)});
        const std::vector<Check> checks = checksOf(other.content, other.former);
        QCOMPARE(failures(checks), QStringList());
        QCOMPARE(count(checks, "check-former-same"), 6);
    }

    void aCloneHasOtherDigestsThanItsOriginOnlyWhereItWasChanged()
    {
        const auto imprint = [&](int cloneIndex) {
            return *std::ranges::find(cloned().report.imprints, slotOf("root", cloneIndex).number,
                                      &Imprint::partition);
        };
        QCOMPARE(imprint(0).digests.size(), std::size_t{150});
        QVERIFY(imprint(0).digests[0] != imprint(1).digests[0]);
        QVERIFY(imprint(0).digests.back() == imprint(1).digests.back());
    }

    void findsAFlippedByte_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isAtEnd");
        QTest::addColumn<QString>("wrong");
        QTest::newRow("bytes without a file system") << "legacy" << false << "1 of 1 pieces differ";
        QTest::newRow("the last byte") << "legacy" << true << "1 of 1 pieces differ";
        QTest::newRow("the end of a root") << "root" << true << "1 of 150 pieces differ";
    }
    void findsAFlippedByte()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, isAtEnd);
        QFETCH(const QString, wrong);
        const Slot clone = slotOf(name.toStdString(), 1);
        const Offset at = !isAtEnd ? clone.extent.begin + 5000_B
            : name == "root"       ? lastUsed(clone)
                                   : clone.extent.end() - 1_B;
        const QStringList found = failures(checksOf(flippedAt(at)));
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].contains(wrong), qPrintable(found[0]));
        QVERIFY2(found[0].startsWith("#" + QString::number(clone.number)), qPrintable(found[0]));
    }

    void anOriginMayHaveBeenUsed()
    {
        const std::vector<Check> checks = checksOf(flippedAt(slotOf("legacy", 0).extent.begin));
        QCOMPARE(failures(checks), QStringList());
        QCOMPARE(count(checks, "check-former-used"), 1);
        QCOMPARE(count(checks, "check-former-same"), 5);
    }

    void whatLiesInFreeBlocksIsNothing()
    {
        const Slot clone = slotOf("root", 1);
        MemoryDevice disk(cloned().content);
        const Allocation map = allocationOf(disk, clone.extent, clone.content.kind);
        const std::vector<Extent> unused = gaps(clone.extent, map.used);
        const Extent largest = *std::ranges::max_element(unused, {}, &Extent::size);
        disk.content().write(largest.begin + 8_KiB, noise(1 << 20, 9));
        QCOMPARE(failures(checksOf(disk.content())), QStringList());
    }

    void findsAChangedFile()
    {
        MemoryDevice disk(cloned().content);
        const Slot clone = slotOf("root", 1);
        QVERIFY(writeRootFile(disk, clone.extent, ContentKind::Ext4, "config.partids", "other\n"));
        const QStringList found = failures(checksOf(disk.content()));
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].contains("has changed"), qPrintable(found[0]));
    }

    void findsACloneThatWasMadeAnew()
    {
        MemoryDevice disk(cloned().content);
        format(disk, slotOf("root", 1).extent, "mkfs.ext4", {"-q", "-F"});
        const QStringList found = failures(checksOf(disk.content()));
        QCOMPARE(found.size(), 2);
        QVERIFY2(found[0].contains("filesystem identifier"), qPrintable(found[0]));
        QVERIFY2(found[1].contains("has changed"), qPrintable(found[1]));
    }

    void findsWhatIsGone()
    {
        const int gone = slotOf("UEFI", 1).number;
        const QStringList found = failures(checksOf(withTable([&](std::vector<Slot> &table) {
            std::erase_if(table, [&](const Slot &slot) { return slot.number == gone; });
        })));
        QCOMPARE(found, QStringList{"#" + QString::number(gone) + " (efi ◆1) is not there any more."});
    }

    void findsAnotherPartuuid()
    {
        const int number = slotOf("UEFI", 1).number;
        const std::vector<Check> checks = checksOf(withTable([&](std::vector<Slot> &table) {
            std::ranges::find(table, number, &Slot::number)->guid = Uuid::draw().toString();
        }));
        QCOMPARE(failures(checks).size(), 1);
        QVERIFY(failures(checks)[0].contains("PARTUUID"));
        QCOMPARE(count(checks, "check-former-same"), 6);
    }

    void findsAnotherSize()
    {
        const int number = slotOf("legacy", 1).number;
        const std::vector<Check> checks = checksOf(withTable([&](std::vector<Slot> &table) {
            std::ranges::find(table, number, &Slot::number)->extent.size = 512_KiB;
        }));
        QCOMPARE(failures(checks).size(), 1);
        QVERIFY2(failures(checks)[0].contains("1 MiB, and lies"), qPrintable(failures(checks)[0]));
        QCOMPARE(count(checks, "check-former-same"), 5);
    }

    void anotherDiskIsNotRead()
    {
        FormerState other = cloned().former;
        other.tableId = "another";
        const std::vector<Check> checks = checksOf(cloned().content, other);
        QCOMPARE(checks.size(), std::size_t{1});
        QVERIFY(!checks[0].isPassed && checks[0].message.id == "check-former-other-disk");
    }

    void saysWhatWasNotHashed()
    {
        FormerState without = cloned().former;
        without.partitions.front().imprint.reset();
        const std::vector<Check> checks = checksOf(cloned().content, without);
        QCOMPARE(failures(checks), QStringList());
        QCOMPARE(count(checks, "check-former-no-digests"), 1);
        QCOMPARE(count(checks, "check-former-same"), 5);
    }

    /// The report's offsets are compared and never read at.
    void nothingOfTheReportIsAnAddress()
    {
        FormerState hostile = cloned().former;
        for (FormerPartition &partition : hostile.partitions) {
            partition.extent.begin = Offset() + 1024_GiB;
            partition.guid = "no such";
        }
        const std::vector<Check> checks = checksOf(cloned().content, hostile);
        QCOMPARE(count(checks, "check-former-gone"), 6);
        QCOMPARE(count(checks, "check-former-same"), 0);
    }

    /// The clones are made and verified all the same.
    void whatCannotBeReadForTheReportIsAWarning()
    {
        MemoryDevice inner(origin());
        FaultyDevice disk(inner);
        const Inventory inventory = inventoryOn(disk);
        const auto bench = Workbench::planned(
            inventory, {edit::SetClones{.number = 1, .count = 1}, edit::SetClones{.number = 2, .count = 1}});
        const std::size_t last = bench->job.derived.plan.steps.size() - 1;
        const auto &slots = bench->job.derived.designed.slots;
        const auto clone = std::ranges::find_if(
            slots, [](const Slot &slot) { return slot.cloneIndex == 1 && slot.extent.size == 4_MiB; });
        QVERIFY(clone != slots.end());
        // The clone's second copy of the FAT: nothing but the report asks for it in the last step.
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.step == last)
                disk.failReadsOf({.begin = clone->extent.begin + 4_KiB, .size = 4_KiB});
        };
        const Report report = bench->run(disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        QCOMPARE(report.warnings.size(), std::size_t{1});
        const std::string wanted =
            "The report has no digests of partition " + std::to_string(clone->number) + ": ";
        QVERIFY2(report.warnings[0].starts_with(wanted), report.warnings[0].c_str());
        QCOMPARE(report.imprints.size(), std::size_t{3});
    }

    void stopsWhenAsked()
    {
        const TableImage image(cloned().content);
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
        Listener listener;
        std::stop_source stop;
        stop.request_stop();
        const auto checks =
            verifyAgainst(*disk, inventoryOn(*disk), cloned().former, listener, stop.get_token());
        QVERIFY(!checks && checks.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestVerifyAgainst)
#include "tst_verify_against.moc"
