// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lineage.h"
#include "core/plan/derive.h"
#include "tests/support/applied.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

/// Which partitions are recognised as clones of which.
class LineageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognisesClones_data();
    void recognisesClones();
    void asksForAsManyClonesAsThereAre();
    void findsClonesAgainWhoseNameWasGiven();
    void losesNoPartition();
};

void LineageTest::recognisesClones_data()
{
    QTest::addColumn<QByteArray>("disk");
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("origin");  // its own number: it is no clone
    const auto row = [](const char *what, const char *disk, int number, int origin) {
        QTest::newRow(what) << QByteArray(disk) << number << origin;
    };
    row("by GPT name",
        "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1\npart 2 size=1GiB name=p.lxroot\n", 1, 2);
    row("by a plain GPT name",
        "disk size=8GiB\npart 1 size=1GiB name=Data-clone1\npart 2 size=1GiB name=Data\n", 1, 2);
    row("by the origin's label",
        "disk size=8GiB\npart 1 size=1GiB name=data-clone1\npart 2 size=1GiB kind=ext4 label=DATA\n", 1, 2);
    row("an origin of another size is none",
        "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1\npart 2 size=2GiB name=p.lxroot\n", 1, 1);
    row("no origin", "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1\npart 2 size=1GiB name=p.lxhome\n",
        1, 1);
    row("a clone has no clones",
        "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1clone1\npart 2 size=1GiB "
        "name=p.lxrootclone1\npart 3 size=1GiB name=p.lxroot\n",
        1, 1);
    row("root clones are the read-only root's",
        "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1\npart 2 size=1GiB name=p.lxreadonly\npart 3 "
        "size=2GiB name=p.lxroot\n",
        1, 2);
    row("but not of another size",
        "disk size=8GiB\npart 1 size=2GiB name=p.lxrootclone1\npart 2 size=1GiB name=p.lxreadonly\npart 3 "
        "size=2GiB name=p.lxroot\n",
        1, 3);
    row("only the first of two",
        "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1\npart 2 size=1GiB name=root-clone1\npart 3 "
        "size=1GiB name=p.lxroot\n",
        2, 2);
    row("no index beyond all tables",
        "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone2000000000\npart 2 size=1GiB name=p.lxroot\n", 1,
        1);
    const char *const mbr =
        "disk size=8GiB table=mbr\npart 1 size=1GiB\npart 2 size=1GiB\npart 3 size=2GiB\n";
    const auto partids = [&](const char *what, const char *lines, int number, int origin) {
        QTest::newRow(what) << QByteArray(mbr) + lines << number << origin;
    };
    partids("MBR by config.partids", "partids kiwi_rootPartClone1=\"1\"\npartids kiwi_RootPart=\"2\"\n", 1,
            2);
    partids("MBR of another size", "partids kiwi_rootPartClone1=\"1\"\npartids kiwi_RootPart=\"3\"\n", 1, 1);
    partids("MBR overlay",
            "partids kiwi_rootPartClone1=\"1\"\npartids kiwi_ROPart=\"2\"\npartids kiwi_RootPart=\"3\"\n", 1,
            2);
    partids("MBR with a damaged file", "partids kiwi_rootPartClone1=1\npartids kiwi_RootPart=\"2\"\n", 1, 1);
    partids("MBR with numbers of nobody", "partids kiwi_rootPartClone1=\"7\"\npartids kiwi_RootPart=\"2\"\n",
            2, 2);
    partids("MBR clone of itself", "partids kiwi_rootPartClone1=\"2\"\npartids kiwi_RootPart=\"2\"\n", 2, 2);
    row("GPT does not follow config.partids against its names",
        "disk size=8GiB\npart 1 size=1GiB name=p.lxhome\npart 2 size=1GiB name=p.lxroot\npartids "
        "kiwi_rootPartClone1=\"1\"\npartids kiwi_RootPart=\"2\"\n",
        1, 1);
    row("GPT follows it where the name agrees",
        "disk size=8GiB\npart 1 size=1GiB name=mine-clone1\npart 2 size=1GiB name=p.lxroot\npartids "
        "kiwi_minePartClone1=\"1\"\npartids kiwi_MinePart=\"2\"\n",
        1, 2);
}

void LineageTest::recognisesClones()
{
    QFETCH(const QByteArray, disk);
    QFETCH(const int, number);
    QFETCH(const int, origin);
    const auto found = lineages(test::parseScenario(disk.toStdString()).inventory);
    const auto one = std::ranges::find(found, number, &Lineage::number);
    QCOMPARE(one->origin, origin);
    QCOMPARE(one->isClone(), origin != number);
}

void LineageTest::asksForAsManyClonesAsThereAre()
{
    const auto scenario =
        test::parseScenario("disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1\n"
                            "part 2 size=1GiB name=p.lxrootclone2\npart 3 size=1GiB name=p.lxroot\n");
    const Design design = designFor(scenario.inventory);
    QCOMPARE(design.partitions.size(), std::size_t{1});
    QCOMPARE(design.partitions[0].number, 3);
    QCOMPARE(design.partitions[0].clones.size(), std::size_t{2});
}

void LineageTest::findsClonesAgainWhoseNameWasGiven()
{
    const auto scenario = test::parseScenario("disk size=8GiB\npart 1 size=1GiB name=var-log kind=ext4\n"
                                              "call 1 logs\nclones 1 2\n");
    const Derived derived = derive(scenario.inventory, scenario.design);
    QVERIFY(!derived.plan.isEmpty());
    const auto found = lineages(test::applied(scenario.inventory, derived.designed));
    QCOMPARE(std::ranges::count_if(found, &Lineage::isClone), std::ptrdiff_t{2});
    QCOMPARE(found.back().name, std::string("logs"));
}

void LineageTest::losesNoPartition()
{
    const auto scenario = test::parseScenario(
        "disk size=8GiB\npart 1 size=1GiB name=p.lxrootclone1\npart 2 size=1GiB name=root-clone1\n"
        "part 3 size=1GiB name=p.lxroot kind=ext4\nclones 3 2\n");
    QCOMPARE(layoutOf(scenario.inventory).slots.size(), std::size_t{3});
    QCOMPARE(derive(scenario.inventory, scenario.design).designed.slots.size(), std::size_t{4});
}

QTEST_GUILESS_MAIN(LineageTest)
#include "tst_lineage.moc"
