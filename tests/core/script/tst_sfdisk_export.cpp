// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_export.h"
#include "core/script/sfdisk_import.h"
#include "core/script/sfdisk_reader.h"
#include "core/script/sfdisk_writer.h"
#include "tests/support/dice.h"
#include "tests/support/random_disk.h"
#include "tests/support/table_image.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

using Change = void (*)(Layout &);
Q_DECLARE_METATYPE(Change)

/// The way back: sfdisk itself makes the layout of what is written, to the sector.
class SfdiskExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isImportedAgain();
    void isWhatSfdiskMakes();
    void isWhatSfdiskMakesOfScripts();
    void sfdiskMakesOddTables_data();
    void sfdiskMakesOddTables();
    void sfdiskRefusesAsIsSaid_data();
    void sfdiskRefusesAsIsSaid();
    void saysWhatStandsInTheWay_data();
    void saysWhatStandsInTheWay();
};

namespace {

/// A disk of RandomDisk with identifiers, names and attributes that a table can have.
Inventory randomInventory(std::uint64_t seed)
{
    Inventory inventory = test::RandomDisk(seed).inventory();
    test::Dice dice(seed);
    const bool isGpt = inventory.table.kind == TableKind::Gpt;
    constexpr std::array types{"83", "07", "0c", "82", "da", "0e", "ef"};
    constexpr std::array names{"Tülpe", "a \"b\" \\x41", "", "x; y, z = 1 : 2", "一二三", "\x01`$(a)"};
    for (Partition &one : inventory.partitions) {
        one.guid = isGpt
            ? Uuid::named(Uuid(), std::to_string(seed) + "/" + std::to_string(one.number)).toString()
            : std::string();
        if (isGpt && dice.isOneIn(3))
            one.name = names.at(dice.below(names.size()));
        if (isGpt && dice.isOneIn(3))
            one.attributes = dice.next() & 0xFFFF'0000'0000'0007U;
        if (!isGpt && one.entry != EntryKind::Extended)
            one.type = types.at(dice.below(types.size()));
        if (!isGpt && one.entry == EntryKind::Extended && dice.isOneIn(2))
            one.type = "0f";
        one.isActive = !isGpt && dice.isOneIn(4);
    }
    return inventory;
}

std::string text(const std::vector<Partition> &partitions)
{
    std::string result;
    for (const Partition &one : partitions)
        result += std::to_string(one.number) + " " + std::string(entryKindName(one.entry)) + " "
            + std::to_string(one.extent.begin.bytes()) + "+" + std::to_string(one.extent.size.count()) + " "
            + one.type + " '" + one.name + "' " + one.guid + " " + std::to_string(one.attributes)
            + (one.isActive ? "*" : "") + "\n";
    return result;
}

std::string text(const Table &table)
{
    return std::string(tableKindName(table.kind)) + " " + table.id + " "
        + std::to_string(table.sectorSize.count()) + " " + std::to_string(table.entriesMax) + " "
        + std::to_string(table.usable.begin.bytes()) + "-" + std::to_string(table.usable.end().bytes())
        + "\n";
}

std::string text(const Drawing &drawing)
{
    return text(drawing.table) + text(drawing.partitions);
}

Result<Drawing> drawn(const std::string &script, Bytes size)
{
    TRY(const script::SfdiskDump dump, script::readSfdisk(script));
    TRY(const script::Imported imported, script::importSfdisk(dump, size));
    return *imported.design.drawing;
}

QStringList quietly(Bytes sectorSize)
{
    return {QStringLiteral("--quiet"), QStringLiteral("--no-reread"), QStringLiteral("--no-tell-kernel"),
            QStringLiteral("--sector-size"), QString::number(sectorSize.count())};
}

/// What the real sfdisk makes of `script` on an empty disk, as it dumps it itself; empty where it refuses.
QByteArray madeBySfdisk(const std::string &script, Bytes size, Bytes sectorSize)
{
    TableImage image(size);
    if (!image.sfdisk(QByteArray::fromStdString(script), quietly(sectorSize))) {
        qWarning("%s%s", script.c_str(), image.output().constData());
        return {};
    }
    const bool isDumped = image.sfdisk(
        {}, {QStringLiteral("--dump"), QStringLiteral("--sector-size"), QString::number(sectorSize.count())});
    return isDumped ? image.output() : QByteArray();
}

/// Where the two are no longer the same.
std::string difference(const std::string &ours, const std::string &theirs, const std::string &script)
{
    return ours == theirs ? std::string() : "script\n" + script + "\nours\n" + ours + "\ntheirs\n" + theirs;
}

}

void SfdiskExportTest::isImportedAgain()
{
    int refused = 0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const Inventory inventory = randomInventory(seed);
        const auto dump = script::exportSfdisk(layoutOf(inventory));
        if (!dump) {
            ++refused;
            const std::string &why = dump.error().front().why;
            const bool isKnown = why.starts_with("is refused by sfdisk: ") || why.starts_with("has no sector")
                || why.starts_with("has less than 1MiB between it");
            QVERIFY2(isKnown, why.c_str());
            continue;
        }
        const std::string script = script::writeSfdisk(*dump);
        const auto again = drawn(script, inventory.target.size);
        QVERIFY2(again, (script + (again ? "" : again.error().detail)).c_str());
        const Drawing wanted{
            .size = inventory.target.size, .table = inventory.table, .partitions = inventory.partitions};
        const std::string other = difference(text(wanted), text(*again), script);
        QVERIFY2(other.empty(), other.c_str());
        QCOMPARE(again->table.grain, inventory.table.grain);
    }
    QVERIFY2(refused < 250, std::to_string(refused).c_str());
}

void SfdiskExportTest::isWhatSfdiskMakes()
{
    int made = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        const Inventory inventory = randomInventory(seed);
        const auto dump = script::exportSfdisk(layoutOf(inventory));
        if (!dump)
            continue;
        const std::string script = script::writeSfdisk(*dump);
        const QByteArray theirs = madeBySfdisk(script, inventory.target.size, inventory.table.sectorSize);
        const auto again = drawn(theirs.toStdString(), inventory.target.size);
        QVERIFY2(again, (theirs.toStdString() + (again ? "" : again.error().detail)).c_str());
        const Drawing wanted{
            .size = inventory.target.size, .table = inventory.table, .partitions = inventory.partitions};
        const std::string other = difference(text(wanted), text(*again), script);
        QVERIFY2(other.empty(), other.c_str());
        ++made;
    }
    QVERIFY(made > 100);
}

/// Scripts that a person would write: defaults, sizes with a suffix, no numbers. What is not refused here is
/// what sfdisk makes.
void SfdiskExportTest::isWhatSfdiskMakesOfScripts()
{
    constexpr std::array sizes{"100K", "1M", "3M", "1500K", "2.5MiB", "700", "2048", "10MB", "1025K", "4097"};
    int made = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        test::Dice dice(seed);
        const bool isGpt = dice.isOneIn(2);
        const Bytes size(64 * 1048576 + 512 * std::int64_t{dice.below(4000)});
        std::string script = isGpt ? "label: gpt\n" : "label: dos\n";
        const std::uint32_t count = 1 + dice.below(isGpt ? 6 : 8);
        std::uint32_t from = 2048;
        const std::uint32_t container = isGpt ? 99 : 1 + dice.below(4);
        for (std::uint32_t i = 1; i <= count; ++i) {
            std::string line;
            if (dice.isOneIn(4))
                line += "start=" + std::to_string(from += 1 + dice.below(9000)) + ", ";
            else if (dice.isOneIn(12))
                line += "start=" + std::to_string(from - dice.below(from)) + ", ";
            const bool isOpen = (i == container && dice.isOneIn(2)) || (i == count && dice.isOneIn(2));
            const char *amount = i == container ? "40000" : sizes.at(dice.below(sizes.size()));
            line += "size=" + std::string(isOpen ? "+" : amount);
            script += line + (i == container ? ", type=E\n" : "\n");
            from += 22000;
        }
        const auto ours = drawn(script, size);
        if (!ours)
            continue;
        const QByteArray dump = madeBySfdisk(script, size, Bytes(512));
        auto theirs = drawn(dump.toStdString(), size);
        QVERIFY2(theirs, (script + (theirs ? "" : theirs.error().detail)).c_str());
        for (Partition &one : theirs->partitions)
            one.guid.clear();
        const std::string other = difference(text(ours->partitions), text(theirs->partitions), script);
        QVERIFY2(other.empty(), other.c_str());
        ++made;
    }
    QVERIFY2(made > 130, std::to_string(made).c_str());
}

void SfdiskExportTest::sfdiskMakesOddTables_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("sector");
    const auto row = [](const char *name, const char *script, int sector = 512) {
        QTest::newRow(name) << QByteArray(script) << sector;
    };
    row("odd numbers, gaps, no order",
        "label: gpt\n128: start=2048, size=1\n7: start=99999, size=77\n9: start=50001, size=3\n");
    row("from the first sector to the last",
        "label: gpt\nfirst-lba: 34\n1: start=34, size=1\n2: start=204766, size=1\n");
    row("a short table",
        "label: gpt\nfirst-lba: 4\nlast-lba: 204796\ntable-length: 8\n8: start=4, size=1\n3: start=204796, "
        "size=1\n");
    row("a long table", "label: gpt\nfirst-lba: 66\ntable-length: 256\n256: start=66, size=1\n");
    row("sectors of 4 KiB",
        "label: gpt\nsector-size: 4096\nfirst-lba: 6\n3: start=6, size=1\n1: start=25594, size=1\n", 4096);
    row("an MBR's with 4 KiB",
        "label: dos\nsector-size: 4096\n2: start=1, size=9, type=f\n5: start=2, size=1\n6: start=4, size=6\n",
        4096);
    row("DOS's cylinders",
        "label: dos\n1: start=63, size=16002, type=7, bootable\n2: start=16065, size=48195, type=f\n5: "
        "start=16128, "
        "size=16002\n6: start=32193, size=32067\n");
    row("boot records of one sector",
        "label: dos\n3: start=2048, size=99, type=5\n5: start=2049, size=10\n6: start=2060, size=3\n7: "
        "start=2064, size=83\n");
    row("boot records of a MiB",
        "label: dos\n3: start=2048, size=19999, type=5\n5: start=4096, size=10\n6: start=6154, size=3\n");
    row("a chain that leads back",
        "label: dos\n3: start=2048, size=99999, type=5\n5: start=20480, size=2048\n6: start=30720, "
        "size=2048\n7: start=26000, size=1000\n8: start=18431, size=1\n");
    row("an odd alignment",
        "label: dos\n1: start=2049, size=1\n3: start=7, size=11\n2: start=4099, size=9999\n");
}

void SfdiskExportTest::sfdiskMakesOddTables()
{
    QFETCH(const QByteArray, script);
    QFETCH(const int, sector);
    const Bytes size(104857600);
    const auto wanted = drawn(script.toStdString(), size);
    QVERIFY2(wanted, wanted ? "" : wanted.error().detail.c_str());
    const auto dump = script::exportSfdisk(layoutOf(inventoryOf(*wanted)));
    QVERIFY2(dump, dump ? "" : dump.error().front().why.c_str());
    auto made = drawn(madeBySfdisk(script::writeSfdisk(*dump), size, Bytes(sector)).toStdString(), size);
    QVERIFY(made);
    made->table.id.clear();
    for (Partition &one : made->partitions)
        one.guid.clear();
    const std::string other = difference(text(*wanted), text(*made), script::writeSfdisk(*dump));
    QVERIFY2(other.empty(), other.c_str());
}

void SfdiskExportTest::sfdiskRefusesAsIsSaid_data()
{
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const char *script) { QTest::newRow(name) << QByteArray(script); };
    row("a logical one before another",
        "label: dos\n1: start=2048, size=60000, type=5\n5: start=20000, size=100\n6: start=19000, "
        "size=100\n");
    row("too near behind another",
        "label: dos\n2: start=20480, size=59392, type=f\n5: start=22528, size=4096\n6: start=26632, "
        "size=10240\n");
}

/// That what is not exported is not for want of trying.
void SfdiskExportTest::sfdiskRefusesAsIsSaid()
{
    QFETCH(const QByteArray, script);
    const auto wanted = drawn(script.toStdString(), Bytes(104857600));
    QVERIFY(wanted);
    const auto dump = script::exportSfdisk(layoutOf(inventoryOf(*wanted)));
    QVERIFY(!dump);
    QCOMPARE(dump.error().front().number, 6);
    TableImage image(Bytes(104857600));
    QVERIFY(!image.sfdisk(script, quietly(Bytes(512))));
}

void SfdiskExportTest::saysWhatStandsInTheWay_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("obstacle");
    const auto row = [](const char *name, Change change, const char *obstacle) {
        QTest::newRow(name) << change << QByteArray(obstacle);
    };
    row("nothing", [](Layout &) {}, "");
    row(
        "another table", [](Layout &layout) { layout.table.kind = TableKind::Sun; },
        "0 has neither a GPT nor an MBR table");
    row("a hybrid MBR", [](Layout &layout) { layout.table.isHybrid = true; }, "0 has a hybrid MBR");
    row(
        "a damaged table", [](Layout &layout) { layout.table.isBackupDamaged = true; },
        "0 has a damaged table");
    row(
        "an attribute without a word", [](Layout &layout) { layout.slots.front().attributes = 8; },
        "1 has attributes among the bits 3 to 47");
    row("a bit with one", [](Layout &layout) { layout.slots.front().attributes = 4; }, "");
    row(
        "a long name", [](Layout &layout) { layout.slots.front().name = std::string(37, 'x'); },
        "1 has a name that is no UTF-8");
    row(
        "a name of the longest", [](Layout &layout) { layout.slots.front().name = std::string(36, '\\'); },
        "");
    row(
        "a flower", [](Layout &layout) { layout.slots.front().name = "🌷"; },
        "1 has a name that is no UTF-8");
    row(
        "half a sector", [](Layout &layout) { layout.slots.front().extent.size = Bytes(1000); },
        "1 does not begin and end with a sector");
    row(
        "another's place", [](Layout &layout) { layout.slots.back().extent = layout.slots.front().extent; },
        "2 is refused by sfdisk: another partition lies there");
    row("no type", [](Layout &layout) { layout.slots.front().type = "83"; }, "1 has the type \"83\"");
    row(
        "no PARTUUID", [](Layout &layout) { layout.slots.front().guid = "x"; },
        "1 has a PARTUUID that is none");
    row("none yet", [](Layout &layout) { layout.slots.front().guid.clear(); }, "");
    row(
        "a high number", [](Layout &layout) { layout.slots.back().number = 129; },
        "0 is refused by sfdisk: the table has 128");
}

void SfdiskExportTest::saysWhatStandsInTheWay()
{
    QFETCH(const Change, change);
    QFETCH(const QByteArray, obstacle);
    const auto drawing = drawn("label: gpt\nlast-lba: 99999\n1: start=2048, size=8\n2: start=4096, size=8\n",
                               Bytes(512 * 100033));
    QVERIFY(drawing);
    Layout layout = layoutOf(inventoryOf(*drawing));
    change(layout);
    const auto dump = script::exportSfdisk(layout);
    QCOMPARE(!dump, !obstacle.isEmpty());
    if (dump)
        return;
    const QByteArray said =
        QByteArray::number(dump.error().front().number) + " " + dump.error().front().why.c_str();
    QVERIFY2(said.startsWith(obstacle), said.constData());
}

QTEST_GUILESS_MAIN(SfdiskExportTest)
#include "tst_sfdisk_export.moc"
