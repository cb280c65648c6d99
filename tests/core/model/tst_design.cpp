// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/design.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

/// Designs as values, and the inventories that drawings stand for.
class DesignTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEntriesByNumber();
    void takesADrawingForADisk();
    void knowsFreeSpaceInAndBesideTheContainer();
    void findsPartitionsByNumber();
};

void DesignTest::findsEntriesByNumber()
{
    Design design = test::appliance().design;
    QCOMPARE(findDesign(design, 4)->number, 4);
    QVERIFY(findDesign(design, 6) == nullptr);
    findDesign(design, 4)->name = "house";
    QCOMPARE(findDesign(std::as_const(design), 4)->name, std::string("house"));
    QVERIFY(findDesign(std::as_const(design), 0) == nullptr);
}

void DesignTest::takesADrawingForADisk()
{
    Drawing drawing;
    drawing.size = 1_GiB;
    drawing.table.kind = TableKind::Gpt;
    for (const int number : {3, 1, 2}) {
        Partition partition;
        partition.number = number;
        drawing.partitions.push_back(partition);
    }
    const Inventory inventory = inventoryOf(drawing);
    QCOMPARE(inventory.target.kind, Target::Kind::Drawing);
    QVERIFY(inventory.target.size == 1_GiB && inventory.target.path.empty());
    QCOMPARE(inventory.partitions.front().number, 1);
    QCOMPARE(inventory.partitions.back().number, 3);
    QVERIFY(inventory.capabilities.renewable == allContentKinds());
}

void DesignTest::knowsFreeSpaceInAndBesideTheContainer()
{
    const auto scenario = test::parseScenario("disk size=100MiB table=mbr\n"
                                              "part 1 size=9MiB start=1MiB kind=ext4\n"
                                              "part 2 size=40MiB start=10MiB extended\n"
                                              "part 5 size=10MiB start=20MiB logical kind=ext4\n");
    const std::vector<Extent> free = freeSpace(scenario.inventory);
    QCOMPARE(free.size(), std::size_t{3});
    QVERIFY((free[1] == Extent{.begin = Offset(10 << 20), .size = 10_MiB}));
    QVERIFY((free[2] == Extent{.begin = Offset(30 << 20), .size = 70_MiB}));
}

void DesignTest::findsPartitionsByNumber()
{
    const Inventory inventory = test::appliance().inventory;
    QCOMPARE(findPartition(inventory, 5)->name, std::string("p.lxroot"));
    QVERIFY(findPartition(inventory, 6) == nullptr);
}

QTEST_GUILESS_MAIN(DesignTest)
#include "tst_design.moc"
