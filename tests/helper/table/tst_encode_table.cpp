// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/ebr_chain.h"
#include "helper/table/gpt_header.h"
#include "helper/table/table_codec.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"
#include "tests/support/table_image.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Slots = std::vector<Slot>;
using Change = std::function<void(Slots &)>;

constexpr auto linuxType = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
const QByteArray gptScript = "label: gpt\nstart=2048, size=4096\nstart=8192, size=4096\n";
const QByteArray mbrScript = "label: dos\n1 : start=2048, size=4096\n2 : start=8192, size=32768, type=5\n"
                             "5 : start=10240, size=4096\n6 : start=16384, size=4096\n";

Extent sectors(std::int64_t begin, std::int64_t count)
{
    return {.begin = Offset(begin * 512), .size = Bytes(count * 512)};
}

Result<TableSwitch> encodeChanged(const SparseBytes &content, const Change &change)
{
    MemoryDevice disk(content);
    TRY(const auto reading, readTable(disk, plainTopology()));
    Slots slots = slotsOf(reading.partitions);
    change(slots);
    return encodeTable(disk, plainTopology(), slots);
}

/// Where the records of mbrScript's chain stand, when its logical partitions have these first sectors, by
/// number.
std::vector<std::int64_t> recordsOf(const std::vector<std::int64_t> &starts)
{
    const SparseBytes before = diskOf(mbrScript, 32_MiB);
    const auto encoded = encodeChanged(before, [&](Slots &slots) {
        slots.resize(2);
        for (const std::int64_t start : starts)
            slots.push_back({.number = static_cast<int>(slots.size()) + 3,
                             .entry = EntryKind::Logical,
                             .extent = sectors(start, 4096),
                             .type = "83",
                             .content = {}});
    });
    if (!encoded)
        return {};
    MemoryDevice disk(before);
    for (const auto &batch : encoded->batches) {
        for (const TableWrite &write : batch)
            disk.content().write(write.at, write.bytes);
    }
    std::vector<std::int64_t> records;
    const auto chain = readEbrChain(disk, sectors(8192, 32768), 512_B).value();
    for (const EbrLink &link : chain)
        records.push_back(link.at.bytes() / 512);
    return records;
}

}
Q_DECLARE_METATYPE(Change)

class TestEncodeTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesSlotsThatNoTableCanHold_data();
    void refusesSlotsThatNoTableCanHold();
    void refusesALogicalPartitionWithoutRoomForItsRecord();
    void leadsForwardFromRecordToRecord();
    void leadsBackWhereNoOtherRoomIs();
    void saysMismatchWhenANameDoesNotFit();
    void neverWritesTheProtectiveMbr();
    void keepsTheBootCodeOfAnMbr();
    void flushesAfterEveryBatch();
    void keepsNamesOfEveryScript();
    void knowsTheChecksumOfTheStandard();
};

void TestEncodeTable::refusesSlotsThatNoTableCanHold_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const QByteArray &script, Change change) {
        QTest::newRow(name) << script << change;
    };
    row("gpt: before the usable space", gptScript, [](Slots &s) { s[0].extent = sectors(33, 8); });
    row("gpt: past the usable space", gptScript, [](Slots &s) { s[0].extent = sectors(65536 - 40, 8); });
    row("gpt: not in whole sectors", gptScript, [](Slots &s) { s[0].extent.size = 1000_B; });
    row("gpt: empty", gptScript, [](Slots &s) { s[0].extent.size = {}; });
    row("gpt: overlapping", gptScript, [](Slots &s) { s[0].extent = s[1].extent; });
    row("gpt: a number twice", gptScript, [](Slots &s) { s[0].number = 2; });
    row("gpt: number 0", gptScript, [](Slots &s) { s[0].number = 0; });
    row("gpt: number 129 of 128", gptScript, [](Slots &s) { s[0].number = 129; });
    row("gpt: no identifier", gptScript, [](Slots &s) { s[0].guid.clear(); });
    row("gpt: no type", gptScript, [](Slots &s) { s[0].type = "83"; });
    row("gpt: a logical one", gptScript, [](Slots &s) { s[0].entry = EntryKind::Logical; });
    row("mbr: the first sector", mbrScript, [](Slots &s) { s[0].extent = sectors(0, 8); });
    row("mbr: a fifth primary", mbrScript, [](Slots &s) { s[0].number = 7; });
    row("mbr: a gap in the numbers", mbrScript, [](Slots &s) { s[3].number = 7; });
    row("mbr: a logical one outside", mbrScript, [](Slots &s) { s[3].extent = sectors(45056, 4096); });
    row("mbr: a logical one on the first record", mbrScript,
        [](Slots &s) { s[2].extent = sectors(8192, 4096); });
    row("mbr: logical ones without container", mbrScript, [](Slots &s) { s.erase(s.begin() + 1); });
    row("mbr: a primary over the container", mbrScript, [](Slots &s) { s[0].extent = sectors(4096, 8192); });
    row("mbr: a type of two words", mbrScript, [](Slots &s) { s[0].type = linuxType; });
    row("mbr: type 0", mbrScript, [](Slots &s) { s[0].type = "00"; });
    row("mbr: a primary of type extended", mbrScript, [](Slots &s) { s[0].type = "05"; });
}

void TestEncodeTable::refusesSlotsThatNoTableCanHold()
{
    QFETCH(const QByteArray, script);
    QFETCH(const Change, change);
    const SparseBytes disk = diskOf(script, 32_MiB);
    QVERIFY(encodeChanged(disk, [](Slots &) {}));
    const auto encoded = encodeChanged(disk, change);
    QVERIFY(!encoded);
    QVERIFY(encoded.error().code == ErrorCode::Invalid);
}

void TestEncodeTable::refusesALogicalPartitionWithoutRoomForItsRecord()
{
    const auto encoded = encodeChanged(diskOf(mbrScript, 32_MiB), [](Slots &slots) {
        slots[2].extent = sectors(8193, 8191);
        slots[3].extent = sectors(16384, 4096);
    });
    QVERIFY(!encoded);
    QVERIFY(encoded.error().code == ErrorCode::Refused);
    QVERIFY(encoded.error().detail.contains("partition 6"));
}

void TestEncodeTable::leadsForwardFromRecordToRecord()
{
    const std::vector<std::int64_t> records = recordsOf({24576, 10240, 32768, 16384});
    QCOMPARE(records.size(), std::size_t{4});
    QVERIFY(std::ranges::is_sorted(records));
}

void TestEncodeTable::leadsBackWhereNoOtherRoomIs()
{
    const std::vector<std::int64_t> records = recordsOf({24576, 32768, 8194});
    QCOMPARE(records.size(), std::size_t{3});
    QVERIFY(records[1] > records[2]);
}

void TestEncodeTable::saysMismatchWhenANameDoesNotFit()
{
    const auto encoded =
        encodeChanged(diskOf(gptScript, 32_MiB), [](Slots &s) { s[0].name = std::string(37, 'x'); });
    QVERIFY(!encoded);
    QVERIFY(encoded.error().code == ErrorCode::Mismatch);
}

void TestEncodeTable::neverWritesTheProtectiveMbr()
{
    const auto encoded =
        encodeChanged(diskOf(gptScript, 32_MiB), [](Slots &slots) { slots[0].name = "other"; });
    QVERIFY(encoded);
    for (const auto &batch : encoded->batches) {
        for (const TableWrite &write : batch)
            QVERIFY(write.at >= Offset(512));
    }
}

void TestEncodeTable::keepsTheBootCodeOfAnMbr()
{
    SparseBytes disk = diskOf(mbrScript, 32_MiB);
    const std::vector<std::byte> code(440, std::byte{0xFA});
    disk.write(Offset(), code);
    const auto encoded = encodeChanged(disk, [](Slots &slots) { slots[0].type = "0c"; });
    QVERIFY(encoded);
    QCOMPARE(encoded->batches.size(), std::size_t{1});
    std::vector<std::byte> expected = disk.read(sectors(0, 1));
    expected[446 + 4] = std::byte{0x0c};
    const std::vector<std::byte> &written = encoded->batches[0].at(0).bytes;
    QVERIFY(std::equal(written.begin(), written.begin() + 446, expected.begin()));
    QVERIFY(std::equal(written.begin() + 446 + 16, written.end(), expected.begin() + 446 + 16));
    QCOMPARE(written[446 + 4], std::byte{0x0c});
}

void TestEncodeTable::flushesAfterEveryBatch()
{
    const SparseBytes content = diskOf(gptScript, 32_MiB);
    const auto encoded = encodeChanged(content, [](Slots &slots) { slots[0].name = "other"; });
    QVERIFY(encoded);
    MemoryDevice inner(content);
    RecordingDevice disk(inner);
    QVERIFY(commitTable(disk, *encoded));
    using Kind = RecordingDevice::Operation::Kind;
    std::vector<Kind> expected;
    for (const auto &batch : encoded->batches) {
        for (std::size_t i = 0; i < batch.size(); ++i)
            expected.insert(expected.end(), {Kind::Read, Kind::Write});
        expected.push_back(Kind::Flush);
    }
    const auto kinds = [&] {
        std::vector<Kind> found;
        for (const auto &operation : disk.operations())
            found.push_back(operation.kind);
        return found;
    };
    QVERIFY(kinds() == expected);
    QCOMPARE(encoded->batches.size(), std::size_t{5});
    // What a power cut has left is not written over itself.
    disk.forget();
    QVERIFY(commitTable(disk, {.batches = {encoded->batches[2]}}));
    QVERIFY(!std::ranges::contains(kinds(), Kind::Write));
    QVERIFY(std::ranges::contains(kinds(), Kind::Flush));
}

void TestEncodeTable::keepsNamesOfEveryScript()
{
    for (const char *name : {"", "p.lxrootclone1", "Größe", "ルート", "корень", "a \"b\" \\ c",
                             "123456789012345678901234567890123456"}) {
        const auto encoded =
            encodeChanged(diskOf(gptScript, 32_MiB), [&](Slots &slots) { slots[1].name = name; });
        QVERIFY2(encoded, name);
    }
}

void TestEncodeTable::knowsTheChecksumOfTheStandard()
{
    QCOMPARE(crc32(std::as_bytes(std::span("123456789", 9))), 0xCBF43926U);
}

QTEST_GUILESS_MAIN(TestEncodeTable)
#include "tst_encode_table.moc"
