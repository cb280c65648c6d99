// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/edit.h"
#include "core/model/part_types.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

/// What each edit makes of a design, and what it refuses.
class EditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void permitsAndRefuses_data();
    void permitsAndRefuses();
    void drawsIdentifiersForNewClonesOnly();
    void movesAPartitionInTheTable();
    void putsOriginsAndClonesToPlaces();
    void wishesForSizes();
    void remembersNamesPoliciesAndConsent();
    void leavesTheDesignAsItWasWhereItRefuses();
    void drawsADisk_data();
    void drawsADisk();
    void addsPartitionsInTheFirstGapThatTakesThem();
    void roundsSizesUpToSectors();
    void removesFromDrawingAndDesign();
    void resizesInPlaceOrWhereThereIsRoom();
    void refusesADiskTooSmallForItsPartitions();
    void givesDrawnPartitionsTheTypesOfTheNewTable();
};

namespace {

Design drawn(Bytes size = 1_GiB, TableKind table = TableKind::Gpt)
{
    Design design;
    design.drawing = Drawing{};
    return apply(design, edit::SetDisk{.size = size, .table = table, .sectorSize = 512_B}, Uuid::draw)
        .value();
}

Design with(Design design, const Edit &edit)
{
    return apply(std::move(design), edit, test::countingUuids()).value();
}

edit::Add ext4(const std::string &name, Bytes size)
{
    return {.name = name, .size = size, .kind = ContentKind::Ext4, .type = {}};
}

bool refuses(const Design &design, const Edit &edit)
{
    const auto result = apply(design, edit, Uuid::draw);
    return !result && result.error().code == ErrorCode::Invalid;
}

}

Q_DECLARE_METATYPE(parterre::Edit)

void EditTest::permitsAndRefuses_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<bool>("isPermitted");
    const auto row = [](const char *name, const Edit &edit, bool isPermitted) {
        QTest::newRow(name) << edit << isPermitted;
    };
    row("no clones", edit::SetClones{.number = 3, .count = 0}, true);
    row("as many clones as there may be", edit::SetClones{.number = 3, .count = clonesMax}, true);
    row("one more", edit::SetClones{.number = 3, .count = clonesMax + 1}, false);
    row("fewer than none", edit::SetClones{.number = 3, .count = -1}, false);
    row("clones of nothing", edit::SetClones{.number = 77, .count = 1}, false);
    row("placement", edit::SetPlacement{.placement = Placement::Adjacent}, true);
    row("numbering", edit::SetNumbering{.numbering = Numbering::Keep}, true);
    row("copying", edit::SetCopying{{.onReadError = OnReadError::Continue}}, true);
    row("the least rate limit", edit::SetCopying{{.rateLimit = 1_MiB}}, true);
    row("the highest rate limit", edit::SetCopying{{.rateLimit = 1_TiB}}, true);
    row("a rate limit of less", edit::SetCopying{{.rateLimit = 1_MiB - 1_B}}, false);
    row("a rate limit of no whole MiB", edit::SetCopying{{.rateLimit = 1_MiB + 1_B}}, false);
    row("a rate limit of more", edit::SetCopying{{.rateLimit = 1_TiB + 1_MiB}}, false);
    row("a name", edit::SetName{.number = 3, .name = "start"}, true);
    row("no name", edit::SetName{.number = 3, .name = ""}, true);
    row("a name of 255 bytes", edit::SetName{.number = 3, .name = std::string(255, 'n')}, true);
    row("a name of 256 bytes", edit::SetName{.number = 3, .name = std::string(256, 'n')}, false);
    row("a name for nothing", edit::SetName{.number = 0, .name = "start"}, false);
    row("to the front", edit::Reorder{.number = 3, .position = 0}, true);
    row("to the end", edit::Reorder{.number = 3, .position = 4}, true);
    row("behind the end", edit::Reorder{.number = 3, .position = 5}, false);
    row("before the front", edit::Reorder{.number = 3, .position = -1}, false);
    row("nothing to the front", edit::Reorder{.number = 9, .position = 0}, false);
    row("an origin's place", edit::Place{.number = 3, .clone = 0, .start = Offset(4 << 20)}, true);
    row("a place for no clone", edit::Place{.number = 3, .clone = 1, .start = Offset(4 << 20)}, false);
    row("a place for clone -1", edit::Place{.number = 3, .clone = -1, .start = {}}, false);
    row("which names follow", edit::SetReferences{{.originsFollow = true}}, true);
    row("marks of clones", edit::SetCloning{.cloning = {.labels = CloneLabels::AsOrigin}}, true);
    row("consent", edit::SetClonedUnchanged{.number = 3, .isAllowed = true}, true);
    row("consent for nothing", edit::SetClonedUnchanged{.number = 8, .isAllowed = true}, false);
    row("fresh keys", edit::SetFreshKeys{.number = 3, .isWanted = true}, true);
    row("fresh keys for nothing", edit::SetFreshKeys{.number = 8, .isWanted = true}, false);
    row("another size", edit::Resize{.number = 3, .size = 1_MiB}, true);
    row("the size that it has", edit::Resize{.number = 3, .size = {}}, true);
    row("another size for nothing", edit::Resize{.number = 8, .size = 1_MiB}, false);
    row("another disk", edit::SetDisk{.size = 1_GiB, .table = TableKind::Gpt, .sectorSize = 512_B}, false);
    row("one more partition", ext4("more", 1_MiB), false);
    row("one less", edit::Remove{.number = 3}, false);
}

void EditTest::permitsAndRefuses()
{
    QFETCH(const Edit, edit);
    QFETCH(const bool, isPermitted);
    const Design design = test::appliance().design;
    QCOMPARE(apply(design, edit, Uuid::draw).has_value(), isPermitted);
    if (!isPermitted)
        QVERIFY(refuses(design, edit));
}

void EditTest::drawsIdentifiersForNewClonesOnly()
{
    const UuidSource uuids = test::countingUuids();
    Design design = test::appliance().design;
    design = apply(design, edit::SetClones{.number = 3, .count = 2}, uuids).value();
    const std::vector<CloneDesign> two = findDesign(design, 3)->clones;
    QCOMPARE(two.size(), std::size_t{2});
    QVERIFY(two[0].guid != two[0].content && two[0].guid != two[1].guid && two[0].content != two[1].content);
    design = apply(design, edit::SetClones{.number = 3, .count = 3}, uuids).value();
    QVERIFY(findDesign(design, 3)->clones[0] == two[0] && findDesign(design, 3)->clones[1] == two[1]);
    design = apply(design, edit::SetClones{.number = 3, .count = 1}, uuids).value();
    QVERIFY(findDesign(design, 3)->clones == std::vector{two[0]});
}

void EditTest::movesAPartitionInTheTable()
{
    const auto numbers = [](const Design &design) {
        std::vector<int> result;
        for (const PartitionDesign &one : design.partitions)
            result.push_back(one.number);
        return result;
    };
    const Design design = test::appliance().design;
    QVERIFY((numbers(with(design, edit::Reorder{.number = 5, .position = 1})) == std::vector{1, 5, 2, 3, 4}));
    QVERIFY((numbers(with(design, edit::Reorder{.number = 1, .position = 3})) == std::vector{2, 3, 4, 1, 5}));
    QVERIFY(with(design, edit::Reorder{.number = 2, .position = 1}) == design);
}

void EditTest::putsOriginsAndClonesToPlaces()
{
    Design design = with(test::appliance().design, edit::SetClones{.number = 4, .count = 2});
    design = with(design, edit::Place{.number = 4, .clone = 2, .start = Offset(7 << 20)});
    design = with(design, edit::Place{.number = 4, .clone = 0, .start = Offset(9 << 20)});
    const PartitionDesign *const home = findDesign(design, 4);
    QVERIFY(home->start == Offset(9 << 20));
    QVERIFY(!home->clones[0].start && home->clones[1].start == Offset(7 << 20));
    design = with(design, edit::Place{.number = 4, .clone = 2, .start = {}});
    QVERIFY(!findDesign(design, 4)->clones[1].start);
}

void EditTest::wishesForSizes()
{
    const test::Scenario appliance = test::appliance();
    const Partition &home = *findPartition(appliance.inventory, 4);
    QVERIFY(!findDesign(appliance.design, 4)->size);
    const Design smaller = with(appliance.design, resizeTo(home, home.extent.size - 1_MiB));
    QVERIFY(findDesign(smaller, 4)->size == home.extent.size - 1_MiB);
    QVERIFY(with(smaller, resizeTo(home, home.extent.size)) == appliance.design);
    QVERIFY(with(smaller, edit::Resize{.number = 4, .size = {}}) == appliance.design);
}

void EditTest::remembersNamesPoliciesAndConsent()
{
    Design design = test::appliance().design;
    design = with(design, edit::SetName{.number = 3, .name = "start"});
    design = with(design, edit::SetPlacement{.placement = Placement::Adjacent});
    design = with(design, edit::SetNumbering{.numbering = Numbering::Keep});
    design = with(design, edit::SetClonedUnchanged{.number = 3, .isAllowed = true});
    QCOMPARE(findDesign(design, 3)->name, std::string("start"));
    QVERIFY(findDesign(design, 3)->isClonedUnchanged);
    QVERIFY(design.placement == Placement::Adjacent && design.numbering == Numbering::Keep);
    design = with(design, edit::SetClonedUnchanged{.number = 3, .isAllowed = false});
    QVERIFY(!findDesign(design, 3)->isClonedUnchanged);
    design = with(design, edit::SetFreshKeys{.number = 3, .isWanted = true});
    QVERIFY(findDesign(design, 3)->hasFreshKeys && !findDesign(design, 4)->hasFreshKeys);
    design = with(design, edit::SetFreshKeys{.number = 3, .isWanted = false});
    QVERIFY(!findDesign(design, 3)->hasFreshKeys);
}

void EditTest::leavesTheDesignAsItWasWhereItRefuses()
{
    int asked = 0;
    const auto counting = [&] {
        ++asked;
        return Uuid::draw();
    };
    QVERIFY(!apply(test::appliance().design, edit::SetClones{.number = 77, .count = 3}, counting));
    QCOMPARE(asked, 0);
}

void EditTest::drawsADisk_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<TableKind>("table");
    QTest::addColumn<qint64>("sector");
    QTest::addColumn<bool>("isPermitted");
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    const qint64 gib = 1LL << 30;
    QTest::newRow("gpt") << gib << TableKind::Gpt << 512LL << true << 34LL * 512 << gib - 33 * 512;
    QTest::newRow("gpt 4k") << gib << TableKind::Gpt << 4096LL << true << 6LL * 4096 << gib - 5 * 4096;
    QTest::newRow("mbr") << gib << TableKind::Mbr << 512LL << true << 512LL << gib;
    QTest::newRow("half a sector more") << gib + 100 << TableKind::Mbr << 512LL << true << 512LL << gib;
    QTest::newRow("too small for a table") << 4096LL << TableKind::Gpt << 512LL << true << 0LL << 0LL;
    QTest::newRow("sun") << gib << TableKind::Sun << 512LL << false << 0LL << 0LL;
    QTest::newRow("none") << gib << TableKind::None << 512LL << false << 0LL << 0LL;
    QTest::newRow("sectors of 1 KiB") << gib << TableKind::Gpt << 1024LL << false << 0LL << 0LL;
}

void EditTest::drawsADisk()
{
    QFETCH(const qint64, size);
    QFETCH(const TableKind, table);
    QFETCH(const qint64, sector);
    QFETCH(const bool, isPermitted);
    QFETCH(const qint64, begin);
    QFETCH(const qint64, end);
    Design design;
    design.drawing = Drawing{};
    const auto result = apply(
        design, edit::SetDisk{.size = Bytes(size), .table = table, .sectorSize = Bytes(sector)}, Uuid::draw);
    QCOMPARE(result.has_value(), isPermitted);
    if (!isPermitted)
        return;
    const Drawing &drawing = *result->drawing;
    QVERIFY(drawing.table.usable == extentBetween(Offset(begin), Offset(end)));
    QCOMPARE(drawing.size.count() % sector, qint64{0});
    QCOMPARE(drawing.table.entriesMax, table == TableKind::Gpt ? 128 : 4);
}

void EditTest::addsPartitionsInTheFirstGapThatTakesThem()
{
    Design design = with(drawn(), ext4("p.lxboot", 100_MiB));
    design = with(design, ext4("p.lxroot", 200_MiB));
    design = with(design, ext4("p.lxhome", 50_MiB));
    const std::vector<Partition> &three = design.drawing->partitions;
    QVERIFY((three[0].extent == Extent{.begin = Offset(1 << 20), .size = 100_MiB}));
    QVERIFY((three[1].extent == Extent{.begin = Offset(101 << 20), .size = 200_MiB}));
    QCOMPARE(three[2].number, 3);
    QCOMPARE(three[1].name, std::string("p.lxroot"));
    QCOMPARE(design.partitions.size(), std::size_t{3});
    design = with(design, edit::Remove{.number = 1});
    design = with(design, ext4("late", 60_MiB));
    QCOMPARE(design.drawing->partitions.back().number, 1);
    QVERIFY(design.drawing->partitions.back().extent.begin == Offset(1 << 20));
    design = with(design, ext4("large", 60_MiB));
    QVERIFY(design.drawing->partitions.back().extent.begin == Offset(351 << 20));
    QVERIFY(refuses(design, ext4("too large", 1_GiB)));
    QVERIFY(refuses(design, ext4("empty", 0_B)));
    const Design mbr = with(drawn(1_GiB, TableKind::Mbr), ext4("root", 10_MiB));
    QCOMPARE(mbr.drawing->partitions[0].content.label, std::string("root"));
    QCOMPARE(mbr.drawing->partitions[0].type, std::string("83"));
}

void EditTest::roundsSizesUpToSectors()
{
    Design design = with(drawn(), ext4("a", Bytes(1000)));
    QVERIFY(design.drawing->partitions[0].extent.size == 1_KiB);
    design = with(design, edit::Resize{.number = 1, .size = Bytes(1025)});
    QVERIFY(design.drawing->partitions[0].extent.size == 1536_B);
}

void EditTest::removesFromDrawingAndDesign()
{
    Design design = with(with(drawn(), ext4("a", 1_MiB)), ext4("b", 1_MiB));
    design = with(design, edit::Remove{.number = 1});
    QCOMPARE(design.drawing->partitions.size(), std::size_t{1});
    QCOMPARE(design.partitions.size(), std::size_t{1});
    QCOMPARE(design.partitions[0].number, 2);
    QVERIFY(refuses(design, edit::Remove{.number = 1}));
}

void EditTest::resizesInPlaceOrWhereThereIsRoom()
{
    Design design = with(with(drawn(), ext4("a", 100_MiB)), ext4("b", 100_MiB));
    design = with(design, edit::Resize{.number = 2, .size = 300_MiB});
    QVERIFY((design.drawing->partitions[1].extent == Extent{.begin = Offset(101 << 20), .size = 300_MiB}));
    design = with(design, edit::Resize{.number = 1, .size = 200_MiB});
    QVERIFY((design.drawing->partitions[0].extent == Extent{.begin = Offset(401 << 20), .size = 200_MiB}));
    QVERIFY(refuses(design, edit::Resize{.number = 1, .size = 2_GiB}));
    QVERIFY(refuses(design, edit::Resize{.number = 1, .size = 0_B}));
    QVERIFY(refuses(design, edit::Resize{.number = 1, .size = {}}));
    QVERIFY(refuses(design, edit::Resize{.number = 7, .size = 1_MiB}));
}

void EditTest::refusesADiskTooSmallForItsPartitions()
{
    const Design design = with(drawn(), ext4("a", 500_MiB));
    const auto disk = [](Bytes size) {
        return edit::SetDisk{.size = size, .table = TableKind::Gpt, .sectorSize = 512_B};
    };
    QVERIFY(refuses(design, disk(400_MiB)));
    QVERIFY(refuses(design, disk(501_MiB)));
    QVERIFY(apply(design, disk(502_MiB), Uuid::draw).has_value());
}

void EditTest::givesDrawnPartitionsTheTypesOfTheNewTable()
{
    Design design = with(drawn(), ext4("a", 10_MiB));
    QCOMPARE(design.drawing->partitions[0].type, std::string(type::linuxData));
    design = with(design, edit::SetDisk{.size = 1_GiB, .table = TableKind::Mbr, .sectorSize = 512_B});
    QCOMPARE(design.drawing->partitions[0].type, std::string("83"));
}

QTEST_GUILESS_MAIN(EditTest)
#include "tst_edit.moc"
