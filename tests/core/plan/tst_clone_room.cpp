// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/clone_room.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// How many more clones a disk takes.
class CloneRoomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTrying_data();
    void agreesWithTrying();
    void knowsNothingOfOthers();
};

void CloneRoomTest::agreesWithTrying_data()
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
    QTest::newRow("by the length of names")
        << QByteArray("disk size=8GiB\npart 1 size=1MiB name=a_name_of_thirty_letters_or_less kind=ext4\n")
        << 0;
    QTest::newRow("none where it is no matter of place")
        << QByteArray("disk size=8GiB\npart 1 size=1GiB name=a kind=zfs\n") << 0;
    QTest::newRow("none") << QByteArray("disk size=1026MiB\npart 1 size=1GiB name=a kind=ext4\n") << 0;
}

void CloneRoomTest::agreesWithTrying()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const int, more);
    const auto parsed = test::parseScenario(scenario.toStdString());
    QCOMPARE(roomForClones(parsed.inventory, parsed.design, 1), more);
    const auto there = static_cast<int>(findDesign(parsed.design, 1)->clones.size());
    for (int wanted = 1; wanted <= more + 1; ++wanted) {
        const auto design = apply(parsed.design, edit::SetClones{.number = 1, .count = there + wanted},
                                  test::countingUuids());
        QCOMPARE(!hasErrors(derive(parsed.inventory, design.value()).findings), wanted <= more);
    }
}

void CloneRoomTest::knowsNothingOfOthers()
{
    const auto scenario = test::appliance();
    QCOMPARE(roomForClones(scenario.inventory, scenario.design, 77), 0);
}

QTEST_GUILESS_MAIN(CloneRoomTest)
#include "tst_clone_room.moc"
