// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/repart_export.h"
#include "core/script/repart_import.h"
#include "core/script/sfdisk_names.h"
#include "tests/support/dice.h"

#include <QTest>

#include <array>

using namespace parterre;

using Change = void (*)(Layout &);
Q_DECLARE_METATYPE(Change)

/// The way back: definitions of which repart makes the layout, and what it does not make.
class RepartExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isImportedAgain();
    void readsWhatItWrites();
    void namesItsFiles();
    void saysWhatStandsInTheWay_data();
    void saysWhatStandsInTheWay();
};

namespace {

constexpr std::int64_t mib = 1048576;
constexpr std::array formats{ContentKind::Unformatted, ContentKind::Ext4, ContentKind::Fat32,
                             ContentKind::Swap, ContentKind::Btrfs};

script::RepartDefinition randomDefinition(test::Dice &dice, int index)
{
    const auto names = script::sfdiskGptNames();
    const auto maybe = [&](std::optional<bool> &flag) {
        if (dice.isOneIn(3))
            flag = dice.isOneIn(2);
    };
    script::RepartDefinition one;
    one.file = std::to_string(10 + index) + "-x.conf";
    one.type = names[dice.below(names.size())].type;
    if (dice.isOneIn(2))
        one.label = "100% of " + std::to_string(index);
    if (dice.isOneIn(2))
        one.uuid = Uuid::named(Uuid(), std::to_string(dice.next())).toString();
    one.priority = std::int64_t{dice.below(4)} - 1;
    one.weight = dice.below(3000);
    one.paddingWeight = dice.isOneIn(3) ? dice.below(1000) : 0;
    if (dice.isOneIn(2))
        one.sizeMin = Bytes(std::int64_t{4096} * dice.below(20000));
    if (dice.isOneIn(3))
        one.sizeMax = Bytes(one.sizeMin.value_or(Bytes()).count() + std::int64_t{4096} * dice.below(20000));
    if (dice.isOneIn(3))
        one.paddingMin = Bytes(std::int64_t{4096} * dice.below(2000));
    one.format = formats.at(dice.below(formats.size()));
    one.flags = dice.isOneIn(4) ? dice.next() & 0xFFFF'0000'0000'0000U : 0;
    maybe(one.isReadOnly);
    maybe(one.isNoAuto);
    maybe(one.isGrown);
    return one;
}

std::vector<script::RepartDefinition> randomDefinitions(std::uint64_t seed)
{
    test::Dice dice(seed);
    std::vector<script::RepartDefinition> result;
    const int count = 1 + static_cast<int>(dice.below(9));
    for (int i = 0; i < count; ++i)
        result.push_back(randomDefinition(dice, i));
    return result;
}

Result<script::Imported> imported(const std::vector<script::RepartDefinition> &definitions, Bytes size)
{
    return script::importRepart(
        {.definitions = definitions, .notes = {}},
        {.diskSize = size, .sectorSize = Bytes(512), .architecture = "x86-64", .derived = {}});
}

Result<std::vector<script::RepartDefinition>>
readAgain(const std::vector<script::RepartDefinition> &definitions)
{
    std::vector<script::RepartFile> files;
    for (const script::RepartDefinition &one : definitions)
        files.push_back({.name = one.file, .text = script::writeRepart(one)});
    TRY(script::RepartRead read, script::readRepart(files, "x86-64"));
    return std::move(read.definitions);
}

/// EFI system partition, root, home; 1 + 20, 21 + 40 and 70 + 30 MiB.
Layout sample()
{
    std::vector<script::RepartDefinition> definitions(3);
    const std::array types{"C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709",
                           "933AC7E1-2EB4-4F13-B844-0E14E2AEF915"};
    const std::array sizes{20, 40, 30};
    for (std::size_t i = 0; i < 3; ++i) {
        definitions[i].type = types.at(i);
        definitions[i].sizeMin = Bytes(sizes.at(i) * mib);
        definitions[i].sizeMax = definitions[i].sizeMin;
    }
    definitions[1].paddingMin = Bytes(9 * mib);
    definitions[1].paddingMax = Bytes(9 * mib);
    return layoutOf(inventoryOf(*imported(definitions, Bytes(200 * mib)).value().design.drawing));
}

}

void RepartExportTest::isImportedAgain()
{
    int made = 0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const Bytes size(300 * mib + 512 * static_cast<std::int64_t>(seed % 5000));
        const auto first = imported(randomDefinitions(seed), size);
        if (!first || first->design.drawing->partitions.empty())
            continue;
        const auto definitions = script::exportRepart(layoutOf(inventoryOf(*first->design.drawing)));
        QVERIFY2(definitions, definitions ? "" : definitions.error().front().why.c_str());
        const auto read = readAgain(*definitions);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QVERIFY(*read == *definitions);
        const auto second = imported(*read, size);
        QVERIFY(second && second->design.drawing == first->design.drawing);
        ++made;
    }
    QVERIFY2(made > 500, std::to_string(made).c_str());
}

void RepartExportTest::readsWhatItWrites()
{
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const auto definitions = randomDefinitions(seed);
        const auto read = readAgain(definitions);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QVERIFY(*read == definitions);
    }
}

void RepartExportTest::namesItsFiles()
{
    const auto definitions = script::exportRepart(sample());
    QVERIFY(definitions);
    QByteArrayList names;
    for (const script::RepartDefinition &one : *definitions)
        names.append(QByteArray::fromStdString(one.file));
    QCOMPARE(names.join(' '), QByteArray("10-esp.conf 20-root-x86-64.conf 30-home.conf"));
    QCOMPARE(
        QByteArray::fromStdString(script::writeRepart((*definitions)[1])),
        QByteArray(
            "[Partition]\nType=root-x86-64\nLabel=root-x86-64\nSizeMinBytes=41943040\nSizeMaxBytes=41943040\n"
            "PaddingMinBytes=9437184\nPaddingMaxBytes=9437184\nReadOnly=no\nNoAuto=no\nGrowFileSystem="
            "yes\n"));
}

void RepartExportTest::saysWhatStandsInTheWay_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("obstacle");
    const auto row = [](const char *name, Change change, const char *obstacle) {
        QTest::newRow(name) << change << QByteArray(obstacle);
    };
    row("nothing", [](Layout &) {}, "");
    row("an MBR", [](Layout &layout) { layout.table.kind = TableKind::Mbr; }, "0 has no GPT");
    row("a hybrid MBR", [](Layout &layout) { layout.table.isHybrid = true; }, "0 has a hybrid MBR");
    row(
        "a damaged table", [](Layout &layout) { layout.table.isPrimaryDamaged = true; },
        "0 has a damaged table");
    row("no partitions", [](Layout &layout) { layout.slots.clear(); }, "0 has no partitions");
    row(
        "a gap before the first", [](Layout &layout) { layout.slots.erase(layout.slots.begin()); },
        "2 begins at 21 MiB, and repart leaves no gap");
    row(
        "before the first MiB",
        [](Layout &layout) { layout.slots.front().extent = {.begin = Offset(524288), .size = Bytes(mib)}; },
        "1 begins before the first MiB's end");
    row(
        "another order", [](Layout &layout) { std::swap(layout.slots[1].extent, layout.slots[2].extent); },
        "3 lies before one with a lower number");
    row(
        "a gap in the numbers", [](Layout &layout) { layout.slots.back().number = 5; },
        "5 has another number");
    row(
        "off 4096 bytes", [](Layout &layout) { layout.slots.back().extent.begin = Offset(70 * mib + 512); },
        "3 does not begin and end");
    row(
        "of a size off it", [](Layout &layout) { layout.slots.back().extent.size = Bytes(mib + 512); },
        "3 does not begin and end");
    row("no name", [](Layout &layout) { layout.slots.back().name.clear(); }, "3 has no name");
    row(
        "a name of two lines", [](Layout &layout) { layout.slots.back().name = "a\nb"; },
        "3 has no name, for which");
    row("another name", [](Layout &layout) { layout.slots.back().name = "a % b"; }, "");
    row(
        "LUKS", [](Layout &layout) { layout.slots.back().content.kind = ContentKind::Luks2; },
        "3 holds luks2, which repart does not make");
    row("swap", [](Layout &layout) { layout.slots.back().content.kind = ContentKind::Swap; }, "");
    row(
        "a small XFS", [](Layout &layout) { layout.slots.back().content.kind = ContentKind::Xfs; },
        "0 is refused by repart");
    row(
        "a small ext4", [](Layout &layout) { layout.slots.back().content.kind = ContentKind::Ext4; },
        "3 would get another place or size");
    row(
        "an attribute of low bits", [](Layout &layout) { layout.slots.back().attributes |= 1U; },
        "3 has attributes among the bits 0 to 47");
    row(
        "an attribute of high bits",
        [](Layout &layout) { layout.slots.back().attributes |= std::uint64_t{1} << 63U; }, "");
    row(
        "what does not grow", [](Layout &layout) { layout.slots.back().attributes = 0; },
        "3 would get other attributes");
}

void RepartExportTest::saysWhatStandsInTheWay()
{
    QFETCH(const Change, change);
    QFETCH(const QByteArray, obstacle);
    Layout layout = sample();
    change(layout);
    const auto definitions = script::exportRepart(layout);
    QCOMPARE(!definitions, !obstacle.isEmpty());
    if (definitions)
        return;
    const QByteArray said = QByteArray::number(definitions.error().front().number) + " "
        + definitions.error().front().why.c_str();
    QVERIFY2(said.startsWith(obstacle), said.constData());
}

QTEST_GUILESS_MAIN(RepartExportTest)
#include "tst_repart_export.moc"
