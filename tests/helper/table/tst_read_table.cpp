// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_codec.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/table_image.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr auto linuxType = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";

const QByteArray gptScript =
    "label: gpt\nlabel-id: 11111111-2222-3333-4444-555555555555\nfirst-lba: 34\n"
    "1 : start=2048, size=4096, type=21686148-6449-6E6F-744E-656564454649, name=\"p.legacy\", "
    "uuid=AAAAAAAA-0000-0000-0000-000000000001, attrs=\"LegacyBIOSBootable GUID:63\"\n"
    "3 : start=8192, size=8192, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=\"p.lxr\xc3\xb6\xc3\xb6t\", "
    "uuid=AAAAAAAA-0000-0000-0000-000000000003\n";

const QByteArray mbrScript = "label: dos\nlabel-id: 0x1234abcd\n"
                             "1 : start=2048, size=4096, type=83, bootable\n"
                             "2 : start=8192, size=40960, type=5\n"
                             "5 : start=10240, size=4096, type=83\n"
                             "6 : start=16384, size=4096, type=82\n";

TableReading readingOf(const SparseBytes &content, Bytes sectorSize = 512_B)
{
    MemoryDevice disk(content, sectorSize);
    auto reading = readTable(disk, plainTopology(sectorSize));
    if (!reading)
        qFatal("%s", reading.error().detail.c_str());
    return *reading;
}

ErrorCode errorOf(const SparseBytes &content, Bytes sectorSize = 512_B)
{
    MemoryDevice disk(content, sectorSize);
    const auto reading = readTable(disk, plainTopology(sectorSize));
    return reading ? ErrorCode::Cancelled : reading.error().code;
}

void flip(SparseBytes &content, std::int64_t at, std::byte by = std::byte{0xFF})
{
    std::vector<std::byte> byte = content.read({.begin = Offset(at), .size = 1_B});
    byte[0] ^= by;
    content.write(Offset(at), byte);
}

Extent sectors(std::int64_t begin, std::int64_t count, std::int64_t sectorSize = 512)
{
    return {.begin = Offset(begin * sectorSize), .size = Bytes(count * sectorSize)};
}

}

class TestReadTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAllOfAGpt();
    void readsAGptOf4096ByteSectors();
    void readsTheEntryCountFromTheHeader();
    void readsPrimaryAndLogicalPartitions();
    void countsLogicalPartitionsAsTheKernelDoes();
    void saysThatAHybridIsOne();
    void takesTheBackupWhenThePrimaryIsBad();
    void saysThatTheBackupIsBad();
    void saysThatTheBackupIsNotAtTheEndOfAGrownDisk();
    void refusesAProtectiveMbrWithoutGpt();
    void neverBelievesAFlippedByte();
    void findsNoTableWhereThereIsNone_data();
    void findsNoTableWhereThereIsNone();
    void showsSunAndSgiButDoesNotWriteThem_data();
    void showsSunAndSgiButDoesNotWriteThem();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void startsPartitionsAtWholeTransfers_data();
    void startsPartitionsAtWholeTransfers();
    void writesAScriptThatSfdiskTakes_data();
    void writesAScriptThatSfdiskTakes();
    void passesOnReadErrors();
    void readsTablesOfHugeDisks();
};

void TestReadTable::readsAllOfAGpt()
{
    const TableReading reading = readingOf(diskOf(gptScript, 16_MiB));
    QVERIFY(reading.table.kind == TableKind::Gpt);
    QCOMPARE(reading.table.id, std::string("11111111-2222-3333-4444-555555555555"));
    QCOMPARE(reading.table.entriesMax, 128);
    QCOMPARE(reading.table.usable, sectors(34, 32768 - 33 - 34));
    QVERIFY(!reading.table.isHybrid && !reading.table.isPrimaryDamaged && !reading.table.isBackupDamaged);
    QCOMPARE(reading.partitions.size(), std::size_t{2});
    const Partition &first = reading.partitions[0];
    QCOMPARE(first.number, 1);
    QCOMPARE(first.extent, sectors(2048, 4096));
    QCOMPARE(first.type, std::string("21686148-6449-6E6F-744E-656564454649"));
    QCOMPARE(first.guid, std::string("aaaaaaaa-0000-0000-0000-000000000001"));
    QCOMPARE(first.attributes, (std::uint64_t{1} << 63) | 4);
    const Partition &second = reading.partitions[1];
    QCOMPARE(second.number, 3);
    QCOMPARE(second.name, std::string("p.lxr\xc3\xb6\xc3\xb6t"));
    QCOMPARE(second.type, std::string(linuxType));
    const std::vector<Extent> metadata{sectors(0, 1), sectors(1, 1), sectors(2, 32), sectors(32768 - 33, 32),
                                       sectors(32767, 1)};
    QCOMPARE(reading.metadata, metadata);
}

void TestReadTable::readsAGptOf4096ByteSectors()
{
    const TableReading reading = readingOf(
        diskOf("label: gpt\nfirst-lba: 6\nstart=256, size=512, name=\"four\"\n", 16_MiB, 4096_B), 4096_B);
    QVERIFY(reading.table.kind == TableKind::Gpt);
    QCOMPARE(reading.table.sectorSize, 4096_B);
    QCOMPARE(reading.table.usable, sectors(6, 4096 - 5 - 6, 4096));
    QCOMPARE(reading.partitions.at(0).extent, sectors(256, 512, 4096));
}

void TestReadTable::readsTheEntryCountFromTheHeader()
{
    const TableReading reading = readingOf(
        diskOf("label: gpt\ntable-length: 256\nfirst-lba: 66\n250: start=2048, size=4096\n", 16_MiB));
    QCOMPARE(reading.table.entriesMax, 256);
    QCOMPARE(reading.table.usable.begin, Offset(66 * 512));
    QCOMPARE(reading.partitions.at(0).number, 250);
}

void TestReadTable::readsPrimaryAndLogicalPartitions()
{
    const TableReading reading = readingOf(diskOf(mbrScript, 32_MiB));
    QVERIFY(reading.table.kind == TableKind::Mbr);
    QCOMPARE(reading.table.id, std::string("0x1234abcd"));
    QCOMPARE(reading.table.entriesMax, 4);
    QCOMPARE(reading.table.usable, sectors(1, 65535));
    QCOMPARE(reading.partitions.size(), std::size_t{4});
    QVERIFY(reading.partitions[0].isActive);
    QCOMPARE(reading.partitions[0].type, std::string("83"));
    QCOMPARE(reading.partitions[0].guid, std::string("1234abcd-01"));
    QVERIFY(reading.partitions[1].entry == EntryKind::Extended);
    QCOMPARE(reading.partitions[1].extent, sectors(8192, 40960));
    QCOMPARE(reading.partitions[2].number, 5);
    QVERIFY(reading.partitions[2].entry == EntryKind::Logical);
    QCOMPARE(reading.partitions[2].extent, sectors(10240, 4096));
    QCOMPARE(reading.partitions[3].type, std::string("82"));
    QCOMPARE(reading.partitions[3].guid, std::string("1234abcd-06"));
    QCOMPARE(reading.metadata.size(), std::size_t{3});
    QCOMPARE(reading.metadata[1], sectors(8192, 1));
}

/// A first record that names no partition is what deleting the first logical partition leaves.
void TestReadTable::countsLogicalPartitionsAsTheKernelDoes()
{
    SparseBytes disk = diskOf(mbrScript, 32_MiB);
    const std::vector<std::byte> nothing(16);
    disk.write(Offset(8192 * 512 + 446), nothing);
    const TableReading reading = readingOf(disk);
    QCOMPARE(reading.partitions.size(), std::size_t{3});
    QCOMPARE(reading.partitions[2].number, 5);
    QCOMPARE(reading.partitions[2].extent, sectors(16384, 4096));
    QCOMPARE(reading.metadata.size(), std::size_t{3});
}

void TestReadTable::saysThatAHybridIsOne()
{
    TableImage image(diskOf(gptScript, 16_MiB));
    QVERIFY2(image.sgdisk({"-h", "3:EE"}), image.output().constData());
    const TableReading reading = readingOf(image.content());
    QVERIFY(reading.table.kind == TableKind::Gpt);
    QVERIFY(reading.table.isHybrid);
    QCOMPARE(reading.partitions.size(), std::size_t{2});
}

void TestReadTable::takesTheBackupWhenThePrimaryIsBad()
{
    const SparseBytes disk = diskOf(gptScript, 16_MiB);
    const TableReading whole = readingOf(disk);
    for (const std::int64_t bad : {512 + 20, 1024 + 300}) {
        SparseBytes damaged = disk;
        flip(damaged, bad);
        const TableReading reading = readingOf(damaged);
        QVERIFY(reading.table.isPrimaryDamaged);
        QVERIFY(!reading.table.isBackupDamaged);
        QVERIFY(reading.partitions == whole.partitions);
    }
}

void TestReadTable::saysThatTheBackupIsBad()
{
    SparseBytes disk = diskOf(gptScript, 16_MiB);
    flip(disk, (16 << 20) - 512 + 30);
    const TableReading reading = readingOf(disk);
    QVERIFY(reading.table.isBackupDamaged);
    QVERIFY(!reading.table.isPrimaryDamaged);
    QCOMPARE(reading.partitions.size(), std::size_t{2});
}

void TestReadTable::saysThatTheBackupIsNotAtTheEndOfAGrownDisk()
{
    const SparseBytes disk = diskOf(gptScript, 16_MiB);
    SparseBytes grown(32_MiB);
    grown.write(Offset(), disk.read({.begin = Offset(), .size = 16_MiB}));
    const TableReading reading = readingOf(grown);
    QVERIFY(reading.table.isBackupDamaged);
    QCOMPARE(reading.partitions.size(), std::size_t{2});
    QCOMPARE(reading.metadata.back(), sectors(65535, 1));
}

void TestReadTable::refusesAProtectiveMbrWithoutGpt()
{
    SparseBytes disk = diskOf(gptScript, 16_MiB);
    flip(disk, 512 + 20);
    flip(disk, (16 << 20) - 512 + 30);
    QVERIFY(errorOf(disk) == ErrorCode::Corrupt);
}

void TestReadTable::neverBelievesAFlippedByte()
{
    const SparseBytes disk = diskOf(gptScript, 16_MiB);
    const TableReading whole = readingOf(disk);
    const std::int64_t backupHeader = (16 << 20) - 512;
    for (std::int64_t at = 0; at < 92; ++at) {
        SparseBytes primary = disk;
        flip(primary, 512 + at, std::byte{1});
        QVERIFY2(readingOf(primary).table.isPrimaryDamaged, qPrintable(QString::number(at)));
        QVERIFY(readingOf(primary).partitions == whole.partitions);
        SparseBytes backup = disk;
        flip(backup, backupHeader + at, std::byte{0x80});
        QVERIFY2(readingOf(backup).table.isBackupDamaged, qPrintable(QString::number(at)));
        SparseBytes both = primary;
        flip(both, backupHeader + at, std::byte{0x80});
        QVERIFY(errorOf(both) == ErrorCode::Corrupt);
    }
    for (std::int64_t at = 0; at < 128 * 128; at += at < 256 ? 1 : 509) {
        SparseBytes primary = disk;
        flip(primary, 1024 + at, std::byte{4});
        QVERIFY2(readingOf(primary).table.isPrimaryDamaged, qPrintable(QString::number(at)));
        QVERIFY(readingOf(primary).partitions == whole.partitions);
    }
    for (std::int64_t at = 440; at < 512; ++at) {
        SparseBytes mbr = disk;
        flip(mbr, at);
        MemoryDevice device(mbr);
        (void)readTable(device, plainTopology());
    }
}

void TestReadTable::findsNoTableWhereThereIsNone_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("head");
    QByteArray random(65536, 0);
    for (qsizetype i = 0, x = 1; i < random.size(); ++i, x = (x * 48271) % 2147483647)
        random[i] = char(x);
    random[510] = 0;
    QByteArray fat(512, 0);
    fat.replace(0, 3, "\xeb\x3c\x90").replace(54, 5, "FAT16").replace(510, 2, "\x55\xaa");
    QByteArray code(512, 'x');
    code.replace(510, 2, "\x55\xaa");
    QTest::newRow("zeros") << (16 << 20) << QByteArray();
    QTest::newRow("garbage") << (16 << 20) << random;
    QTest::newRow("a FAT boot sector") << (16 << 20) << fat;
    QTest::newRow("a boot sector of something else") << (16 << 20) << code;
    QTest::newRow("an empty disk") << 0 << QByteArray();
    QTest::newRow("less than a sector") << 100 << QByteArray();
    QTest::newRow("one sector") << 512 << QByteArray();
    QTest::newRow("four sectors") << 2048 << QByteArray();
}

void TestReadTable::findsNoTableWhereThereIsNone()
{
    QFETCH(const int, size);
    QFETCH(const QByteArray, head);
    SparseBytes disk{Bytes(size)};
    disk.write(Offset(), std::as_bytes(std::span(head.constData(), std::size_t(head.size()))));
    const TableReading reading = readingOf(disk);
    QVERIFY(reading.table.kind == TableKind::None);
    QVERIFY(reading.partitions.empty() && reading.metadata.empty());
}

void TestReadTable::showsSunAndSgiButDoesNotWriteThem_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<int>("kind");
    QTest::newRow("sun") << QByteArray("sun") << int(TableKind::Sun);
    QTest::newRow("sgi") << QByteArray("sgi") << int(TableKind::Sgi);
}

void TestReadTable::showsSunAndSgiButDoesNotWriteThem()
{
    QFETCH(const QByteArray, label);
    QFETCH(const int, kind);
    const SparseBytes content = diskOf("label: " + label + "\n", 64_MiB);
    const TableReading reading = readingOf(content);
    QCOMPARE(int(reading.table.kind), kind);
    QVERIFY(!reading.metadata.empty());
    MemoryDevice disk(content);
    const auto encoded = encodeTable(disk, plainTopology(), {});
    QVERIFY(!encoded);
    QVERIFY(encoded.error().code == ErrorCode::Unsupported);
}

void TestReadTable::refusesWhatCannotBe_data()
{
    QTest::addColumn<int>("damageAt");
    QTest::addColumn<QByteArray>("by");
    const int mbr = 446;
    const int ebr = 8192 * 512 + 446;
    const int ebr6 = 16384 * 512 - 2048 * 512 + 446;
    QTest::newRow("overlapping primaries") << mbr + 8 << QByteArray("\0\x20\0\0", 4);
    QTest::newRow("a partition past the disk") << mbr + 12 << QByteArray("\0\0\x10\0", 4);
    QTest::newRow("a container past the disk") << mbr + 16 + 12 << QByteArray("\0\0\x10\0", 4);
    QTest::newRow("a chain that points to itself") << ebr + 16 + 8 << QByteArray("\0\0\0\0", 4);
    QTest::newRow("a chain that leaves its container") << ebr + 16 + 8 << QByteArray("\0\0\x10\0", 4);
    QTest::newRow("a chain into what is no record") << ebr + 16 + 8 << QByteArray("\x01\x10\0\0", 4);
    QTest::newRow("a record in a partition") << ebr + 12 << QByteArray("\0\x12\0\0", 4);
    QTest::newRow("a logical partition past its container") << ebr6 + 12 << QByteArray("\0\xff\0\0", 4);
    QTest::newRow("two extended partitions") << mbr + 4 << QByteArray("\x0f", 1);
}

void TestReadTable::refusesWhatCannotBe()
{
    QFETCH(const int, damageAt);
    QFETCH(const QByteArray, by);
    SparseBytes disk = diskOf(mbrScript, 32_MiB);
    QVERIFY(errorOf(disk) == ErrorCode::Cancelled);
    disk.write(Offset(damageAt), std::as_bytes(std::span(by.constData(), std::size_t(by.size()))));
    QVERIFY(errorOf(disk) == ErrorCode::Corrupt);
}

void TestReadTable::startsPartitionsAtWholeTransfers_data()
{
    QTest::addColumn<int>("optimal");
    QTest::addColumn<int>("grain");
    QTest::newRow("not said") << 0 << 1048576;
    QTest::newRow("64 KiB") << 65536 << 1048576;
    QTest::newRow("a RAID stripe of 1.5 MiB") << 1572864 << 3145728;
    QTest::newRow("4 MiB") << 4194304 << 4194304;
    QTest::newRow("a USB bridge's 65535 sectors") << 33553920 << 1048576;
    QTest::newRow("1 GiB") << 1073741824 << 1048576;
}

void TestReadTable::startsPartitionsAtWholeTransfers()
{
    QFETCH(const int, optimal);
    QFETCH(const int, grain);
    MemoryDevice disk(diskOf(gptScript, 16_MiB));
    Topology topology = plainTopology();
    topology.optimalIo = Bytes(optimal);
    topology.alignmentOffset = 3584_B;
    const auto reading = readTable(disk, topology);
    QVERIFY(reading);
    QCOMPARE(reading->table.grain.count(), grain);
    QCOMPARE(reading->table.alignmentPhase, 3584_B);
}

void TestReadTable::writesAScriptThatSfdiskTakes_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("sectorSize");
    QTest::newRow("gpt") << gptScript << 512;
    QTest::newRow("gpt 4096") << QByteArray("label: gpt\nstart=256, size=512, name=\"a \\x22b\"\n") << 4096;
    QTest::newRow("gpt 256 entries") << QByteArray("label: gpt\ntable-length: 256\nstart=2048, size=512\n")
                                     << 512;
    QTest::newRow("mbr") << mbrScript << 512;
}

void TestReadTable::writesAScriptThatSfdiskTakes()
{
    QFETCH(const QByteArray, script);
    QFETCH(const int, sectorSize);
    const TableReading reading = readingOf(diskOf(script, 32_MiB, Bytes(sectorSize)), Bytes(sectorSize));
    TableReading again = readingOf(
        diskOf(QByteArray::fromStdString(reading.script), 32_MiB, Bytes(sectorSize)), Bytes(sectorSize));
    QCOMPARE(QByteArray::fromStdString(again.script), QByteArray::fromStdString(reading.script));
    QVERIFY(again.table == reading.table);
    QVERIFY(again.partitions == reading.partitions);
}

void TestReadTable::passesOnReadErrors()
{
    MemoryDevice inner(diskOf(gptScript, 16_MiB));
    FaultyDevice disk(inner);
    disk.failReadsOf(sectors(10, 1));
    const auto reading = readTable(disk, plainTopology());
    QVERIFY(!reading);
    QVERIFY(reading.error().code == ErrorCode::Io);
}

void TestReadTable::readsTablesOfHugeDisks()
{
    const TableReading reading = readingOf(
        diskOf("label: gpt\nstart=2048, size=8589934592\nstart=8589936640, size=8589934592\n", 10_TiB));
    QCOMPARE(reading.partitions.size(), std::size_t{2});
    QCOMPARE(reading.partitions[1].extent.size, 4_TiB);
}

QTEST_GUILESS_MAIN(TestReadTable)
#include "tst_read_table.moc"
