// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_codec.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/table_image.h"
#include "tests/support/table_viewer.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Slots = std::vector<Slot>;

constexpr auto linuxType = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";

Extent sectors(std::int64_t begin, std::int64_t count, Bytes sectorSize)
{
    return {.begin = Offset() + sectorSize * begin, .size = sectorSize * count};
}

struct Case
{
    SparseBytes disk;
    Bytes sectorSize = 512_B;
    std::function<void(Slots &)> change;
    bool isAtomic = true;
};

Slot gptSlot(int number, Extent extent)
{
    return {.number = number,
            .extent = extent,
            .name = "p.lxrootclone" + std::to_string(number),
            .type = linuxType,
            .guid = "cccccccc-0000-0000-0000-00000000000" + std::to_string(number),
            .attributes = std::uint64_t{1} << 60,
            .content = {}};
}

Slot logicalSlot(int number, Extent extent)
{
    return {.number = number, .entry = EntryKind::Logical, .extent = extent, .type = "83", .content = {}};
}

/// The clone comes before its origin in the numbering, wherever it lies.
void addGptClone(Slots &slots, Extent extent)
{
    slots.back().number = 5;
    slots.push_back(gptSlot(4, extent));
}

const QByteArray gptEntries =
    "1 : start=2048, size=4096, name=\"p.legacy\"\n3 : start=8192, size=8192, name=\"p.lxroot\"\n";

Case gptCase(const QByteArray &headers, bool isAtomic = true)
{
    return {.disk = diskOf("label: gpt\n" + headers + gptEntries, 32_MiB),
            .change = [](Slots &slots) { addGptClone(slots, sectors(16384, 8192, 512_B)); },
            .isAtomic = isAtomic};
}

Case flippedGpt(std::int64_t at)
{
    Case flipped = gptCase("first-lba: 34\n");
    std::vector<std::byte> byte = flipped.disk.read({.begin = Offset(at), .size = 1_B});
    byte[0] ^= std::byte{0x10};
    flipped.disk.write(Offset(at), byte);
    return flipped;
}

Case gptFromFirstSectorOn()
{
    Case tight = gptCase({});
    tight.disk = diskOf("label: gpt\nfirst-lba: 34\nstart=34, size=4096\nstart=8192, size=8192\n", 32_MiB);
    return tight;
}

Case fullGpt()
{
    Case full = gptFromFirstSectorOn();
    full.disk = diskOf("label: gpt\nfirst-lba: 34\nstart=34, size=4096\nstart=4130, size=61373\n", 32_MiB);
    full.change = [](Slots &slots) { slots.at(1).number = 3; };
    full.isAtomic = false;
    return full;
}

Case dirtyGap()
{
    Case dirty = gptCase("first-lba: 34\n");
    const std::vector<std::byte> loader(512, std::byte{0x90});
    for (std::int64_t lba = 34; lba < 2048; lba += 31)
        dirty.disk.write(Offset(lba * 512), loader);
    return dirty;
}

Case gptOf4096()
{
    return {.disk = diskOf("label: gpt\nstart=256, size=512\nstart=1024, size=1024\n", 32_MiB, 4096_B),
            .sectorSize = 4096_B,
            .change = [](Slots &slots) { addGptClone(slots, sectors(4096, 1024, 4096_B)); }};
}

Case hybridGpt()
{
    Case hybrid = gptCase({});
    TableImage image(hybrid.disk);
    if (!image.sgdisk({QStringLiteral("-h"), QStringLiteral("3:EE")}))
        qFatal("%s", image.output().constData());
    hybrid.disk = image.content();
    return hybrid;
}

Case grownGpt()
{
    Case grown = gptCase({});
    SparseBytes larger(64_MiB);
    larger.write(Offset(), grown.disk.read({.begin = Offset(), .size = 32_MiB}));
    grown.disk = larger;
    return grown;
}

Case mbrPrimaries()
{
    return {.disk = diskOf("label: dos\n1 : start=2048, size=4096, bootable\n2 : start=8192, size=4096\n",
                           32_MiB),
            .change = [](Slots &slots) {
                slots.at(1).number = 3;
                Slot clone = slots.at(1);
                clone.number = 2;
                clone.extent = sectors(16384, 4096, 512_B);
                slots.push_back(clone);
            }};
}

const QByteArray mbrScript =
    "label: dos\n1 : start=2048, size=4096, bootable\n2 : start=8192, size=49152, type=5\n"
    "5 : start=10240, size=4096\n6 : start=16384, size=4096, type=82\n";

Case mbrLogicals(std::function<void(Slots &)> change, bool isAtomic = true)
{
    return {.disk = diskOf(mbrScript, 32_MiB), .change = std::move(change), .isAtomic = isAtomic};
}

void putCloneBeforeTheFirst(Slots &slots)
{
    slots.at(2).number = 6;
    slots.at(3).number = 7;
    slots.push_back(logicalSlot(5, sectors(24576, 4096, 512_B)));
}

/// Logical partitions with a single sector between them: the one of the second one's record.
Case packedLogicals(std::function<void(Slots &)> change, bool isAtomic)
{
    return {.disk =
                diskOf("label: dos\n1 : start=8192, size=49152, type=5\n"
                       "5 : start=8193, size=4096\n6 : start=12290, size=4096\n7 : start=16387, size=4096\n",
                       32_MiB),
            .change = std::move(change),
            .isAtomic = isAtomic};
}

Case newContainer()
{
    return {.disk = diskOf("label: dos\n1 : start=2048, size=4096\n", 32_MiB), .change = [](Slots &slots) {
                slots.push_back({.number = 4,
                                 .entry = EntryKind::Extended,
                                 .extent = sectors(8192, 32768, 512_B),
                                 .type = "0f",
                                 .content = {}});
                slots.push_back(logicalSlot(6, sectors(10240, 4096, 512_B)));
                slots.push_back(logicalSlot(5, sectors(20480, 4096, 512_B)));
            }};
}

const std::map<QByteArray, std::function<Case()>> cases{
    {"gpt, usable from 1 MiB", [] { return gptCase({}); }},
    {"gpt, usable from sector 34", [] { return gptCase("first-lba: 34\n"); }},
    {"gpt, 256 entries", [] { return gptCase("table-length: 256\n"); }},
    {"gpt, a partition right behind the array", gptFromFirstSectorOn},
    {"gpt, no room", fullGpt},
    {"gpt, a boot loader in the gap", dirtyGap},
    {"gpt, 4096-byte sectors", gptOf4096},
    {"gpt, hybrid", hybridGpt},
    {"gpt, bad primary header", [] { return flippedGpt(512 + 20); }},
    {"gpt, bad primary array", [] { return flippedGpt(1024 + 200); }},
    {"gpt, bad backup header", [] { return flippedGpt((32 << 20) - 500); }},
    {"gpt, grown disk", grownGpt},
    {"gpt, all removed",
     [] {
         Case emptied = gptCase({});
         emptied.change = [](Slots &slots) { slots.clear(); };
         return emptied;
     }},
    {"mbr, primaries", mbrPrimaries},
    {"mbr, a logical one added",
     [] {
         return mbrLogicals(
             [](Slots &slots) { slots.push_back(logicalSlot(7, sectors(24576, 4096, 512_B))); });
     }},
    {"mbr, a clone before the first logical", [] { return mbrLogicals(putCloneBeforeTheFirst); }},
    {"mbr, the first logical removed",
     [] {
         return mbrLogicals([](Slots &slots) {
             slots.at(3).number = 5;
             slots.erase(slots.begin() + 2);
         });
     }},
    {"mbr, all logicals removed", [] { return mbrLogicals([](Slots &slots) { slots.resize(2); }); }},
    {"mbr, the container removed", [] { return mbrLogicals([](Slots &slots) { slots.resize(1); }); }},
    {"mbr, primary and logical",
     [] {
         return mbrLogicals(
             [](Slots &slots) {
                 putCloneBeforeTheFirst(slots);
                 slots.at(0).isActive = false;
             },
             false);
     }},
    {"mbr, packed, one added",
     [] {
         return packedLogicals(
             [](Slots &slots) { slots.push_back(logicalSlot(8, sectors(24576, 4096, 512_B))); }, false);
     }},
    {"mbr, packed, one removed",
     [] {
         return packedLogicals(
             [](Slots &slots) {
                 slots.at(3).number = 6;
                 slots.erase(slots.begin() + 2);
             },
             true);
     }},
    {"mbr, a new container", newContainer},
};

}

class TestTableSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_case.reset(); }

    void writesWhatWasAskedFor_data() { allCases(); }
    void writesWhatWasAskedFor();
    void showsTheOldOrTheNewTableAtEveryPowerCut_data() { allCases(); }
    void showsTheOldOrTheNewTableAtEveryPowerCut();
    void finishesAfterAnyPowerCut_data() { atomicCases(); }
    void finishesAfterAnyPowerCut();
    void touchesNoPartition_data() { allCases(); }
    void touchesNoPartition();
    void changesNothingWhereNothingChanges_data() { allCases(); }
    void changesNothingWhereNothingChanges();
    void stopsAtTheFirstFailure_data() { allCases(); }
    void stopsAtTheFirstFailure();

private:
    static void allCases();
    /// Where the switch is not atomic nothing is promised about starting again after a cut.
    static void atomicCases();
    [[nodiscard]] Slots newSlots() const;
    [[nodiscard]] TableSwitch encoded(const SparseBytes &content, const Slots &slots) const;
    [[nodiscard]] SparseBytes committed(const SparseBytes &content, const TableSwitch &tableSwitch) const;

    std::optional<Case> m_case;
};

void TestTableSwitch::atomicCases()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &[name, make] : cases) {
        if (make().isAtomic)
            QTest::newRow(name.constData()) << name;
    }
}

void TestTableSwitch::allCases()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &[name, make] : cases)
        QTest::newRow(name.constData()) << name;
}

void TestTableSwitch::init()
{
    QFETCH(const QByteArray, name);
    m_case = cases.at(name)();
}

Slots TestTableSwitch::newSlots() const
{
    MemoryDevice disk(m_case->disk, m_case->sectorSize);
    const auto reading = readTable(disk, plainTopology(m_case->sectorSize));
    if (!reading)
        qFatal("%s", reading.error().detail.c_str());
    Slots slots = slotsOf(reading->partitions);
    m_case->change(slots);
    return slots;
}

TableSwitch TestTableSwitch::encoded(const SparseBytes &content, const Slots &slots) const
{
    MemoryDevice disk(content, m_case->sectorSize);
    const auto result = encodeTable(disk, plainTopology(m_case->sectorSize), slots);
    if (!result)
        qFatal("%s", result.error().detail.c_str());
    if (!(disk.content() == content))
        qFatal("encodeTable wrote to the disk");
    return *result;
}

SparseBytes TestTableSwitch::committed(const SparseBytes &content, const TableSwitch &tableSwitch) const
{
    MemoryDevice disk(content, m_case->sectorSize);
    if (!commitTable(disk, tableSwitch))
        qFatal("commitTable failed");
    return disk.content();
}

void TestTableSwitch::writesWhatWasAskedFor()
{
    const Slots slots = newSlots();
    const TableSwitch tableSwitch = encoded(m_case->disk, slots);
    QCOMPARE(tableSwitch.isAtomic, m_case->isAtomic);
    QVERIFY(tableSwitch.isAtomic || !tableSwitch.note.empty());
    const SparseBytes after = committed(m_case->disk, tableSwitch);

    MemoryDevice disk(after, m_case->sectorSize);
    const auto reading = readTable(disk, plainTopology(m_case->sectorSize));
    QVERIFY(reading);
    Slots found = slotsOf(reading->partitions);
    Slots expected = slots;
    std::ranges::sort(expected, {}, &Slot::number);
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (expected[i].guid.empty() || reading->table.kind == TableKind::Mbr)
            expected[i].guid = found[i].guid;
        QVERIFY(found[i] == expected[i]);
    }
    QVERIFY(!reading->table.isPrimaryDamaged && !reading->table.isBackupDamaged);

    TableImage image(after);
    QVERIFY2(image.sfdisk({}, {"--verify", "--sector-size", QString::number(m_case->sectorSize.count())}),
             image.output().constData());
    QVERIFY2(!image.output().contains("overlap") && !image.output().contains("damage"),
             image.output().constData());
    if (reading->table.kind == TableKind::Gpt && m_case->sectorSize == 512_B) {
        QVERIFY2(image.sgdisk({"-v"}), image.output().constData());
        QVERIFY2(image.output().contains("No problems found") || reading->table.isHybrid,
                 image.output().constData());
    }
}

void TestTableSwitch::showsTheOldOrTheNewTableAtEveryPowerCut()
{
    const TableSwitch tableSwitch = encoded(m_case->disk, newSlots());
    const SparseBytes after = committed(m_case->disk, tableSwitch);
    using View = SeenTable (*)(const SparseBytes &, Bytes);
    const bool isGpt = QByteArray(QTest::currentDataTag()).startsWith("gpt");
    for (int operations = 0;; ++operations) {
        Mains mains(operations);
        CrashDevice disk(m_case->disk, mains, m_case->sectorSize);
        const bool isDone = commitTable(disk, tableSwitch).has_value();
        for (std::uint64_t seed = 0; seed < (disk.isDirty() ? 40 : 1); ++seed) {
            const SparseBytes survivor = disk.survivor(seed);
            for (const View view : {&seenByLinux, &seenByUefi}) {
                if (!m_case->isAtomic && (!isGpt || view == &seenByLinux) && !isDone)
                    continue;
                const SeenTable seen = view(survivor, m_case->sectorSize);
                QVERIFY2((!isDone && seen == view(m_case->disk, m_case->sectorSize))
                             || seen == view(after, m_case->sectorSize),
                         qPrintable(QStringLiteral("cut at %1, seed %2").arg(operations).arg(seed)));
            }
        }
        if (isDone)
            return;
    }
}

void TestTableSwitch::finishesAfterAnyPowerCut()
{
    const Slots slots = newSlots();
    const TableSwitch tableSwitch = encoded(m_case->disk, slots);
    const SeenTable wanted = seenByLinux(committed(m_case->disk, tableSwitch), m_case->sectorSize);
    for (int operations = 0;; ++operations) {
        Mains mains(operations);
        CrashDevice disk(m_case->disk, mains, m_case->sectorSize);
        const bool isDone = commitTable(disk, tableSwitch).has_value();
        for (const std::uint64_t seed : {0U, 1U, 3U, 5U, 6U, 12U}) {
            const SparseBytes survivor = disk.survivor(seed);
            const SparseBytes again = committed(survivor, encoded(survivor, slots));
            QVERIFY2(seenByLinux(again, m_case->sectorSize) == wanted,
                     qPrintable(QString::number(operations)));
            QVERIFY(seenByUefi(again, m_case->sectorSize) == wanted);
        }
        if (isDone)
            return;
    }
}

void TestTableSwitch::touchesNoPartition()
{
    MemoryDevice disk(m_case->disk, m_case->sectorSize);
    const Slots before = slotsOf(readTable(disk, plainTopology(m_case->sectorSize)).value().partitions);
    const Slots after = newSlots();
    const TableSwitch tableSwitch = encoded(m_case->disk, after);
    for (const auto &batch : tableSwitch.batches) {
        for (const TableWrite &write : batch) {
            const Extent extent{.begin = write.at,
                                .size = Bytes(static_cast<std::int64_t>(write.bytes.size()))};
            QVERIFY(isAligned(extent.begin, m_case->sectorSize)
                    && isAligned(extent.end(), m_case->sectorSize));
            for (const Slots &slots : {before, after}) {
                for (const Slot &slot : slots)
                    QVERIFY(slot.entry == EntryKind::Extended || !slot.extent.overlaps(extent));
            }
        }
    }
}

void TestTableSwitch::changesNothingWhereNothingChanges()
{
    const Slots slots = newSlots();
    const SparseBytes after = committed(m_case->disk, encoded(m_case->disk, slots));
    const TableSwitch again = encoded(after, slots);
    QCOMPARE(again.batches.size(), std::size_t{0});
    QVERIFY(again.isAtomic);
}

void TestTableSwitch::stopsAtTheFirstFailure()
{
    const TableSwitch tableSwitch = encoded(m_case->disk, newSlots());
    MemoryDevice inner(m_case->disk, m_case->sectorSize);
    FaultyDevice disk(inner);
    disk.failFlushes();
    QVERIFY(!commitTable(disk, tableSwitch));
    SparseBytes expected = m_case->disk;
    for (const TableWrite &write : tableSwitch.batches.front())
        expected.write(write.at, write.bytes);
    QVERIFY(inner.content() == expected);
}

QTEST_GUILESS_MAIN(TestTableSwitch)
#include "tst_table_switch.moc"
