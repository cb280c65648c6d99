// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/designed.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// Clones directly before their origin, with the fewest moves.
class PlaceAdjacentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void puts_data();
    void puts();
};

void PlaceAdjacentTest::puts_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("starts");  // of each slot by number, in MiB; ! where there is a problem
    const auto row = [](const char *what, const char *scenario, const char *starts) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(starts);
    };
    row("nothing asked, nothing moved",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "placement adjacent\n",
        "1");
    row("the data in place becomes the clone",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        "1 11");
    row("the gap before is used first",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=31MiB name=a kind=ext4\n"
        "clones 1 2\n"
        "placement adjacent\n",
        "11 21 31");
    row("both gaps are used",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=12MiB name=a kind=ext4\n"
        "clones 1 2\n"
        "placement adjacent\n",
        "2 12 22");
    row("the next one does not move",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=21MiB name=b kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        "1 11 21");
    row("where it would have to",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=20MiB name=b kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        "1 11 21");
    row("out of order",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=41MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=1MiB name=b kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        "31 41 51");
    row("what need not move stays where it is",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=11MiB name=b kind=ext4\n"
        "part 3 size=10MiB start=41MiB name=c kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        "1 11 21 41");
    row("all of it is packed where there is no other way",
        "disk size=62MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=15MiB name=b kind=ext4\n"
        "part 3 size=10MiB start=41MiB name=c kind=ext4\n"
        "clones 1 1\n"
        "clones 3 1\n"
        "placement adjacent\n",
        "1 11 21 31 41");
    row("a smaller one makes room",
        "disk size=101MiB table=gpt\n"
        "part 1 size=20MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=21MiB name=b kind=ext4\n"
        "size 1 10MiB\n"
        "clones 1 1\n"
        "placement adjacent\n",
        "1 11 21");
    row("a larger one pushes",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=11MiB name=b kind=ext4\n"
        "size 1 20MiB\n"
        "placement adjacent\n",
        "1 21");
    row("too much",
        "disk size=20MiB\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        "1 11 !");
}

void PlaceAdjacentTest::puts()
{
    QFETCH(const QByteArray, scenario);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Designed designed = designedLayout(parsed.inventory, parsed.design, lineages(parsed.inventory));
    QByteArrayList starts;
    for (const Slot &slot : designed.layout.slots)
        starts << QByteArray::number(static_cast<double>(slot.extent.begin.bytes()) / 1048576.0, 'g', 9);
    if (!designed.problems.empty())
        starts << "!";
    QTEST(starts.join(' '), "starts");
}

QTEST_GUILESS_MAIN(PlaceAdjacentTest)
#include "tst_place_adjacent.moc"
