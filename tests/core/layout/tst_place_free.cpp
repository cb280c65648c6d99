// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/designed.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// Clones in free space: nothing that exists is moved.
class PlaceFreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void puts_data();
    void puts();
};

void PlaceFreeTest::puts_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("starts");  // of each slot by number, in MiB; ! where there is a problem
    const auto row = [](const char *what, const char *scenario, const char *starts) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(starts);
    };
    row("first fit",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=10MiB start=21MiB name=b kind=ext4\n"
        "clones 2 2\n",
        "1 11 31 21");
    row("the largest first where the order of the table does not fit",
        "disk size=101MiB table=gpt\n"
        "part 1 size=5MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=20MiB start=26MiB name=b kind=ext4\n"
        "part 3 size=54MiB start=46MiB name=c kind=ext4\n"
        "clones 1 0\n"
        "clones 2 1\n",
        "1 6 26 46");
    row("small ones give way to large ones",
        "disk size=101MiB table=gpt\n"
        "part 1 size=5MiB start=1MiB name=a kind=ext4\n"
        "part 2 size=20MiB start=26MiB name=b kind=ext4\n"
        "part 3 size=48MiB start=46MiB name=c kind=ext4\n"
        "clones 1 1\n"
        "clones 2 1\n",
        "94 1 6 26 46");
    row("by hand",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "clones 1 2\n"
        "place 1 2 50MiB\n",
        "11 50 1");
    row("an origin by hand leaves its place free only afterwards",
        "disk size=101MiB table=gpt\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "clones 1 1\n"
        "place 1 0 50MiB\n",
        "11 50");
    row("no room",
        "disk size=20MiB\n"
        "part 1 size=10MiB start=1MiB name=a kind=ext4\n"
        "clones 1 1\n",
        "1 !");
    row("logical clones stay in the container",
        "disk size=201MiB table=mbr\n"
        "part 1 size=100MiB start=1MiB extended\n"
        "part 5 size=10MiB start=2MiB logical kind=ext4 label=a\n"
        "clones 5 1\n",
        "1 13 2");
    row("a boot record before one placed by hand",
        "disk size=201MiB table=mbr\n"
        "part 1 size=100MiB start=1MiB extended\n"
        "part 5 size=10MiB start=2MiB logical kind=ext4 label=a\n"
        "clones 5 2\n"
        "place 5 2 23MiB\n",
        "1 34 23 2");
}

void PlaceFreeTest::puts()
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

QTEST_GUILESS_MAIN(PlaceFreeTest)
#include "tst_place_free.moc"
