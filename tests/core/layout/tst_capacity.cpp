// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/designed.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// How many more clones a disk takes.
class CapacityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTrying_data();
    void agreesWithTrying();
    void knowsNothingOfOthers();
};

void CapacityTest::agreesWithTrying_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<int>("more");
    QTest::newRow("by space") << QByteArray("disk size=8GiB\npart 1 size=1GiB name=a kind=ext4\n") << 6;
    QTest::newRow("besides those asked for")
        << QByteArray("disk size=8GiB\npart 1 size=1GiB name=a kind=ext4\nclones 1 2\n") << 4;
    QTest::newRow("by entries") << QByteArray("disk size=8GiB entries=4\npart 1 size=1GiB name=a kind=ext4\n")
                                << 3;
    QTest::newRow("by device names") << QByteArray(
        "disk size=8GiB numbers=3\npart 1 size=1GiB name=a kind=ext4\n")
                                     << 2;
    QTest::newRow("by primaries") << QByteArray(
        "disk size=8GiB table=mbr\npart 1 size=1GiB label=a kind=ext4\n")
                                  << 3;
    QTest::newRow("adjacent") << QByteArray(
        "disk size=8GiB\npart 1 size=1GiB name=a kind=ext4\nplacement adjacent\n")
                              << 6;
    QTest::newRow("none") << QByteArray("disk size=1026MiB\npart 1 size=1GiB name=a kind=ext4\n") << 0;
}

void CapacityTest::agreesWithTrying()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const int, more);
    const auto parsed = test::parseScenario(scenario.toStdString());
    QCOMPARE(moreClones(parsed.inventory, parsed.design, 1), more);
    const auto there = static_cast<int>(findDesign(parsed.design, 1)->clones.size());
    for (int wanted = 1; wanted <= more + 1; ++wanted) {
        const auto design = apply(parsed.design, edit::SetClones{.number = 1, .count = there + wanted},
                                  test::countingUuids());
        QCOMPARE(!hasErrors(derive(parsed.inventory, design.value()).findings), wanted <= more);
    }
    QCOMPARE(moreClones(parsed.inventory, parsed.design, 1, 2), std::min(more, 2));
}

void CapacityTest::knowsNothingOfOthers()
{
    const auto scenario = test::appliance();
    QCOMPARE(moreClones(scenario.inventory, scenario.design, 77), 0);
}

QTEST_GUILESS_MAIN(CapacityTest)
#include "tst_capacity.moc"
