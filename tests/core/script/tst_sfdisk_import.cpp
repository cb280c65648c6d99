// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/design_file.h"
#include "core/plan/derive.h"
#include "core/script/sfdisk_import.h"
#include "core/script/sfdisk_reader.h"

#include <QTest>

using namespace parterre;

/// The disk that sfdisk makes of a script, and what is refused before it is drawn.
class SfdiskImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsToTheSector_data();
    void drawsToTheSector();
    void takesPrimaryOnesFirst();
    void keepsTheTable();
    void keepsWhatIsSaved();
    void worksOutTheSize();
    void refusesWithItsLine_data();
    void refusesWithItsLine();
    void permitsBeside_data();
    void permitsBeside();
    void saysWhatIsOtherwise();
};

namespace {

Result<script::Imported> imported(const QByteArray &text, std::optional<Bytes> size = {})
{
    TRY(const script::SfdiskDump dump, script::readSfdisk(text.toStdString()));
    return script::importSfdisk(dump, size);
}

QByteArray sectors(const Layout &layout)
{
    QByteArrayList lines;
    const std::int64_t sector = layout.table.sectorSize.count();
    for (const Slot &slot : layout.slots)
        lines.append(QByteArray::number(slot.number) + " "
                     + QByteArray::number(qlonglong{slot.extent.begin.bytes() / sector}) + "+"
                     + QByteArray::number(qlonglong{slot.extent.size.count() / sector}) + " "
                     + QByteArray::fromStdString(std::string(entryKindName(slot.entry))).first(1)
                     + (slot.isActive ? "*" : ""));
    return lines.join(", ");
}

Layout designed(const script::Imported &one)
{
    return derive(inventoryOf(*one.design.drawing), one.design).designed;
}

}

void SfdiskImportTest::drawsToTheSector_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("layout");
    const auto row = [](const char *name, const char *text, const char *layout) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(layout);
    };
    row("odd numbers, gaps, and any order in the file",
        "label: gpt\nfirst-lba: 34\nlast-lba: 204766\n/dev/sdb9 : start=35, size=77\n/dev/sdb128: "
        "start=204766, size=1\n"
        "/dev/sdb2: start=100001, size=3\n",
        "2 100001+3 p, 9 35+77 p, 128 204766+1 p");
    row("sectors of 4 KiB",
        "label: gpt\nsector-size: 4096\nfirst-lba: 6\nlast-lba: 25594\n1 : start=301, size=7\n3: start=6, "
        "size=1\n",
        "1 301+7 p, 3 6+1 p");
    row("odd alignment, DOS's old one",
        "label: dos\n1: start=63, size=16002, type=7, bootable\n2: start=16065, size=48195, type=f\n5: "
        "start=16128, size=16002\n"
        "6: start=32193, size=32067\n",
        "1 63+16002 p*, 2 16065+48195 e, 5 16128+16002 l, 6 32193+32067 l");
    row("boot records of one sector",
        "label: dos\n1: start=63, size=200, type=5\n5: start=64, size=10\n6: start=75, size=3\n7: start=79, "
        "size=4\n",
        "1 63+200 e, 5 64+10 l, 6 75+3 l, 7 79+4 l");
    row("logical partitions out of order",
        "label: dos\n4: start=63, size=200, type=85\n6: start=65, size=10\n7: start=76, size=2\n5: start=80, "
        "size=3\n",
        "4 63+200 e, 5 80+3 l, 6 65+10 l, 7 76+2 l");
    row("only a container, below others", "label: dos\n4: start=10, size=20, type=5\n3: start=5000, size=1\n",
        "3 5000+1 p, 4 10+20 e");
    row("no numbers",
        "label: dos\nstart=2048, size=8\nstart=4096, size=8192, type=E\nstart=5000, size=8\nstart=6000, "
        "size=8\n",
        "1 2048+8 p, 2 4096+8192 e, 5 5000+8 l, 6 6000+8 l");
    row("outside of the container without a number",
        "label: dos\nstart=63, size=9, type=5\nstart=99, size=9\n", "1 63+9 e, 2 99+9 p");
    row("a logical one before another",
        "label: dos\nstart=2048, size=90000, type=5\nstart=20480, size=2048\nstart=18000, size=100\n",
        "1 2048+90000 e, 5 20480+2048 l, 6 18000+100 l");
    row("the lowest free number",
        "label: gpt\n2: start=2048, size=8\nstart=4096, size=8\nstart=6144, size=8\n",
        "1 4096+8 p, 2 2048+8 p, 3 6144+8 p");
}

void SfdiskImportTest::drawsToTheSector()
{
    QFETCH(const QByteArray, text);
    const auto result = imported(text);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
    QTEST(sectors(designed(*result)), "layout");
}

/// A line without a number and a start is a primary partition as long as there is room for one.
void SfdiskImportTest::takesPrimaryOnesFirst()
{
    const auto layout = [](const QByteArray &lines) {
        const auto result = imported("label: dos\n" + lines, Bytes(64 << 20));
        return result ? sectors(designed(*result)) : QByteArray::fromStdString(result.error().detail);
    };
    QCOMPARE(layout("start=2048, size=4096, type=5\n,1M\n"), "1 2048+4096 e, 2 6144+2048 p");
    QCOMPARE(layout("start=4096, size=+, type=5\n,1M\n"), "1 4096+126976 e, 2 2048+2048 p");
    QCOMPARE(layout("start=2048, size=+, type=5\n,1M\n"), "1 2048+129024 e, 5 4096+2048 l");
    QCOMPARE(layout("start=2048, size=1\nstart=2049, size=1\nstart=2050, size=1\nstart=8192, size=65536, "
                    "type=5\n,1M\n"),
             "1 2048+1 p, 2 2049+1 p, 3 2050+1 p, 4 8192+65536 e, 5 10240+2048 l");
    const QByteArray open("start=2048, size=90000, type=5\nstart=30000, size=9\nstart=8192, size=");
    QVERIFY(layout(open + "+\n").startsWith("line 4: where sfdisk ends it before another logical one"));
    QCOMPARE(layout(open + "19760\n"), "1 2048+90000 e, 5 30000+9 l, 6 8192+19760 l");
}

void SfdiskImportTest::keepsTheTable()
{
    const auto result = imported(
        "label: gpt\nlabel-id: 28451a16-278a-4cb1-8ca3-cac7c57fe0ba\nfirst-lba: 4\nlast-lba: 204790\n"
        "table-length: 8\ngrain: 512\n8: start=4, size=1, attrs=\"GUID:63\", name=Tülpe\n",
        Bytes(204800 * 512));
    QVERIFY(result);
    const Table &table = result->design.drawing->table;
    QCOMPARE(table.id, std::string("28451A16-278A-4CB1-8CA3-CAC7C57FE0BA"));
    QCOMPARE(table.entriesMax, 8);
    QCOMPARE(table.grain, Bytes(512));
    QCOMPARE(table.usable, extentBetween(Offset(4 * 512), Offset(204791 * 512)));
    const Partition &partition = result->design.drawing->partitions.front();
    QCOMPARE(partition.name, std::string("Tülpe"));
    QCOMPARE(partition.attributes, std::uint64_t{1} << 63U);
    QCOMPARE(partition.content.kind, ContentKind::Unformatted);
}

void SfdiskImportTest::keepsWhatIsSaved()
{
    const auto result = imported(
        "label: gpt\nlabel-id: 28451a16-278a-4cb1-8ca3-cac7c57fe0ba\nfirst-lba: 4\nlast-lba: 204790\n"
        "table-length: 8\ngrain: 512\n8: start=4, size=1, type=U\n3: start=204790, size=1\n");
    QVERIFY(result);
    const auto again = exchange::readDesignFile(exchange::writeDesignFile(result->design), Uuid::draw);
    QVERIFY2(again, again ? "" : again.error().detail.c_str());
    QVERIFY(*again == result->design);
}

void SfdiskImportTest::worksOutTheSize()
{
    const auto size = [](const QByteArray &text, std::optional<Bytes> given = {}) {
        const auto result = imported(text, given);
        return result ? result->design.drawing->size.count() / 512 : 0;
    };
    QCOMPARE(size("label: gpt\nlast-lba: 204766\n"), 204800);
    QCOMPARE(size("label: gpt\nlast-lba: 204796\ntable-length: 8\n"), 204800);
    QCOMPARE(size("label: gpt\nlast-lba: 1000\n", Bytes(1 << 20)), 2048);
    QCOMPARE(size("label: gpt\n1: start=2048, size=2048\n"), 6144);
    QCOMPARE(size("label: dos\n1: start=2048, size=2048\n"), 4096);
    QCOMPARE(size("label: dos\n", Bytes(1 << 20)), 2048);
}

void SfdiskImportTest::refusesWithItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const char *text, const char *sentence) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(sentence);
    };
    row("no size of the disk", "label: gpt\n", "the script does not say how large");
    row("a place that depends on it", "label: dos\n,1M\n",
        "line 2: where it lies depends on the size of the disk");
    row("a GPT's header for an MBR", "label: dos\nfirst-lba: 34\n1: start=1, size=1\n",
        "first-lba, last-lba and table-length are for a GPT");
    row("a first sector in the table", "label: gpt\nfirst-lba: 33\nlast-lba: 9999\n",
        "first-lba and last-lba have to lie between");
    row("the last sector before the first", "label: gpt\nfirst-lba: 500\nlast-lba: 400\n",
        "first-lba and last-lba have to lie between");
    row("a table without room", "label: gpt\nlast-lba: 10\n", "the disk has no room beside its table");
    row("a grain of half a sector", "label: gpt\nsector-size: 4096\ngrain: 512\nlast-lba: 9999\n",
        "the grain is no whole number");
    row("in the table", "label: gpt\nfirst-lba: 34\nlast-lba: 9999\n1: start=33, size=1\n",
        "line 4: it does not lie where the disk has room");
    row("in a GPT's first MiB without first-lba", "label: gpt\nlast-lba: 9999\n1: start=2047, size=1\n",
        "line 3: it does not lie where the disk has room for partitions, from sector 2048");
    row("behind the end", "label: gpt\nfirst-lba: 34\nlast-lba: 9999\n1: start=9999, size=2\n",
        "line 4: it does not lie where");
    row("on the MBR", "label: dos\n1: start=0, size=2\n", "line 2: it does not lie where");
    row("on another", "label: dos\n1: start=10, size=2\n2: start=11, size=2\n",
        "line 3: another partition lies there");
    row("a number twice", "label: dos\n1: start=10, size=2\n1: start=12, size=2\n",
        "line 3: the number 1 stands twice");
    row("a fifth primary",
        "label: dos\nstart=10, size=1\nstart=11, size=1\nstart=12, size=1\nstart=13, size=1\nstart=14, "
        "size=1\n",
        "line 6: the table has 4 entries");
    row("an entry too many", "label: gpt\ntable-length: 8\nlast-lba: 9999\n9: start=4000, size=1\n",
        "line 4: the table has 8 entries");
    row("logical without container", "label: dos\n5: start=10, size=2\n",
        "line 2: a logical partition needs an extended one");
    row("logical outside", "label: dos\n1: start=63, size=9, type=5\n5: start=100, size=2\n",
        "line 3: a logical partition and the sector before it");
    row("logical across the end", "label: dos\n1: start=63, size=9, type=5\n5: start=70, size=3\n",
        "line 3: a logical partition and the sector");
    row("no sector for a boot record",
        "label: dos\n1: start=63, size=99, type=5\n5: start=64, size=2\n6: start=66, size=2\n",
        "line 4: a logical partition and the sector before it");
    row("no sector for the first", "label: dos\n1: start=63, size=99, type=5\n5: start=63, size=2\n",
        "line 3: a logical partition and");
    row("two boot records in one sector",
        "label: dos\n1: start=63, size=99, type=5\n5: start=80, size=2\n6: start=64, size=2\n",
        "line 4: the boot record of number 5 and its own");
    row("a gap in the numbers of logical ones",
        "label: dos\n1: start=63, size=99, type=5\n5: start=64, size=2\n7: start=70, size=2\n",
        "line 4: logical partitions have numbers from 5 on without a gap, and 6 is missing");
    row("two containers", "label: dos\n1: start=63, size=9, type=5\n2: start=99, size=9, type=f\n",
        "line 3: there is one extended partition");
    row("a container in the container",
        "label: dos\n1: start=63, size=99, type=5\n5: start=66, size=9, type=5\n",
        "line 3: an extended partition has a number from 1 to 4");
    row("a logical one where sfdisk has a boot record",
        "label: dos\nstart=2048, size=90000, type=5\nstart=20480, size=2048\nstart=19000, size=100\n",
        "line 4: sfdisk does not make it: it has less than 1MiB");
    row("beyond 2 TiB", "label: dos\n1: start=4294967295, size=1\n",
        "line 2: it lies behind what an MBR can say");
    row("several gaps",
        "label: gpt\nlast-lba: 99999\n1: start=2048, size=8\n2: start=8192, size=8\nsize=1M\n",
        "line 5: there are several gaps");
    row("a size that sfdisk rounds", "label: dos\n1: start=2048, size=100K\n",
        "line 2: sfdisk rounds such an end");
    row("a logical one behind an odd end",
        "label: dos\n1: start=2048, size=99999, type=5\n5: start=4096, size=9\n6: size=1M\n",
        "line 4: where it lies depends on the size");
    row("no gap", "label: gpt\nlast-lba: 9999\n1: start=2048, size=+\nsize=1M\n",
        "line 4: there is no room left");
}

void SfdiskImportTest::refusesWithItsLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, sentence);
    const auto result = imported(text);
    QVERIFY(!result);
    const QByteArray said = QByteArray::fromStdString(result.error().detail);
    QVERIFY2(said.startsWith(sentence), said.constData());
}

void SfdiskImportTest::permitsBeside_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QByteArray(text); };
    row("the first sector behind the table",
        "label: gpt\nfirst-lba: 34\nlast-lba: 9999\n1: start=34, size=1\n");
    row("behind a GPT's first MiB", "label: gpt\nlast-lba: 9999\n1: start=2048, size=1\n");
    row("the last sector", "label: gpt\nfirst-lba: 34\nlast-lba: 9999\n1: start=9999, size=1\n");
    row("directly behind another", "label: dos\n1: start=10, size=2\n2: start=12, size=2\n");
    row("the last entry", "label: gpt\ntable-length: 8\nlast-lba: 9999\n8: start=4000, size=1\n");
    row("up to the container's end", "label: dos\n1: start=63, size=9, type=5\n5: start=64, size=8\n");
    row("boot records in two sectors",
        "label: dos\n1: start=63, size=99, type=5\n5: start=80, size=2\n6: start=65, size=2\n");
    row("2 TiB", "label: dos\n1: start=4294967294, size=1\n");
    row("a size that it does not round", "label: dos\n1: start=2048, size=1M\n");
    row("one gap", "label: gpt\nlast-lba: 99999\n1: start=2048, size=8\n2: start=4096, size=8\nsize=1M\n");
}

void SfdiskImportTest::permitsBeside()
{
    QFETCH(const QByteArray, text);
    const auto result = imported(text);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
}

void SfdiskImportTest::saysWhatIsOtherwise()
{
    const auto notes = [](const QByteArray &text) {
        const auto result = imported(text);
        return result ? result->notes.size() : 99;
    };
    QCOMPARE(notes("label: gpt\nlast-lba: 9999\n1: start=2048, size=8\n"), std::size_t{0});
    QCOMPARE(notes("label: gpt\nlast-lba: 9999\n1: start=2048, size=8, bootable\n"), std::size_t{1});
    QCOMPARE(notes("label: dos\n1: start=2048, size=8\n"), std::size_t{1});
    QCOMPARE(notes("1: start=2048, size=8\n"), std::size_t{2});
    QCOMPARE(notes("label: dos\n1: start=8, size=99, type=5\n6: start=10, size=1\n5: start=20, size=1\n"),
             std::size_t{2});
}

QTEST_GUILESS_MAIN(SfdiskImportTest)
#include "tst_sfdisk_import.moc"
