// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/extent.h"

#include <QTest>

using namespace parterre;

/// Runs of bytes, the gaps between them, and the grid that they start on.
class ExtentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsGaps_data();
    void findsGaps();
    void overlaps_data();
    void overlaps();
    void contains();
    void aligns_data();
    void aligns();
    void hasNothingAlignedBeforeThePhase();
    void roundsUp();
    void isAlignedOnTheGridOnly();
};

namespace {

using List = std::vector<Extent>;

constexpr Extent at(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset(begin), .size = Bytes(size)};
}

}

void ExtentTest::findsGaps_data()
{
    QTest::addColumn<Extent>("whole");
    QTest::addColumn<List>("taken");
    QTest::addColumn<List>("expected");
    QTest::newRow("nothing taken") << at(10, 90) << List{} << List{at(10, 90)};
    QTest::newRow("everything taken") << at(10, 90) << List{at(10, 90)} << List{};
    QTest::newRow("hole in the middle") << at(0, 100) << List{at(0, 40), at(60, 40)} << List{at(40, 20)};
    QTest::newRow("taken sticks out on both sides")
        << at(50, 50) << List{at(0, 60), at(90, 99)} << List{at(60, 30)};
    QTest::newRow("touching leaves no gap") << at(0, 20) << List{at(0, 10), at(10, 10)} << List{};
    QTest::newRow("any order") << at(0, 30) << List{at(20, 5), at(5, 5)}
                               << List{at(0, 5), at(10, 10), at(25, 5)};
    QTest::newRow("one within another")
        << at(0, 30) << List{at(5, 20), at(10, 2)} << List{at(0, 5), at(25, 5)};
    QTest::newRow("taken lies before and behind")
        << at(10, 10) << List{at(0, 5), at(30, 5)} << List{at(10, 10)};
    QTest::newRow("empty ones take nothing") << at(0, 10) << List{at(5, 0)} << List{at(0, 10)};
    QTest::newRow("an empty whole has no gap") << at(5, 0) << List{} << List{};
}

void ExtentTest::findsGaps()
{
    QFETCH(const Extent, whole);
    QFETCH(const List, taken);
    QFETCH(const List, expected);
    QVERIFY(gaps(whole, taken) == expected);
}

void ExtentTest::overlaps_data()
{
    QTest::addColumn<Extent>("a");
    QTest::addColumn<Extent>("b");
    QTest::addColumn<bool>("expected");
    QTest::newRow("apart") << at(0, 10) << at(20, 10) << false;
    QTest::newRow("touching") << at(0, 10) << at(10, 10) << false;
    QTest::newRow("by one byte") << at(0, 11) << at(10, 10) << true;
    QTest::newRow("the same") << at(3, 4) << at(3, 4) << true;
    QTest::newRow("within") << at(0, 100) << at(50, 1) << true;
    QTest::newRow("nothing overlaps nothing") << at(5, 0) << at(5, 0) << false;
    QTest::newRow("nothing lies in no extent") << at(0, 10) << at(5, 0) << false;
}

void ExtentTest::overlaps()
{
    QFETCH(const Extent, a);
    QFETCH(const Extent, b);
    QFETCH(const bool, expected);
    QCOMPARE(a.overlaps(b), expected);
    QCOMPARE(b.overlaps(a), expected);
}

void ExtentTest::contains()
{
    QVERIFY(at(10, 10).contains(at(10, 10)));
    QVERIFY(at(10, 10).contains(at(12, 3)));
    QVERIFY(!at(10, 10).contains(at(9, 3)));
    QVERIFY(!at(10, 10).contains(at(18, 3)));
    QVERIFY(extentBetween(Offset(3), Offset(8)) == at(3, 5));
    QVERIFY(at(3, 5).end() == Offset(8));
}

void ExtentTest::aligns_data()
{
    QTest::addColumn<qint64>("position");
    QTest::addColumn<qint64>("grain");
    QTest::addColumn<qint64>("phase");
    QTest::addColumn<qint64>("up");
    QTest::addColumn<qint64>("down");
    QTest::newRow("on the grid") << 2048LL << 1024LL << 0LL << 2048LL << 2048LL;
    QTest::newRow("just behind") << 2049LL << 1024LL << 0LL << 3072LL << 2048LL;
    QTest::newRow("just before") << 2047LL << 1024LL << 0LL << 2048LL << 1024LL;
    QTest::newRow("start of the disk") << 0LL << 1024LL << 0LL << 0LL << 0LL;
    QTest::newRow("phase") << 2048LL << 1024LL << 512LL << 2560LL << 1536LL;
    QTest::newRow("on the phase") << 1536LL << 1024LL << 512LL << 1536LL << 1536LL;
    QTest::newRow("a phase of more than a grain") << 2048LL << 1024LL << 2560LL << 2560LL << 1536LL;
    QTest::newRow("a grain of one") << 77LL << 1LL << 0LL << 77LL << 77LL;
    QTest::newRow("a grain that is no power of two") << 100LL << 30LL << 0LL << 120LL << 90LL;
    QTest::newRow("before the phase") << 100LL << 1024LL << 512LL << 512LL << 0LL;
}

void ExtentTest::aligns()
{
    QFETCH(const qint64, position);
    QFETCH(const qint64, grain);
    QFETCH(const qint64, phase);
    QTEST(qint64{alignUp(Offset(position), Bytes(grain), Bytes(phase)).bytes()}, "up");
    QTEST(qint64{alignDown(Offset(position), Bytes(grain), Bytes(phase)).bytes()}, "down");
}

void ExtentTest::hasNothingAlignedBeforeThePhase()
{
    QVERIFY(alignDown(Offset(511), Bytes(1024), Bytes(512)) == Offset());
    QVERIFY(!isAligned(Offset(), Bytes(1024), Bytes(512)));
}

void ExtentTest::roundsUp()
{
    QVERIFY(parterre::roundUp(Bytes(0), Bytes(512)) == Bytes(0));
    QVERIFY(parterre::roundUp(Bytes(1), Bytes(512)) == Bytes(512));
    QVERIFY(parterre::roundUp(Bytes(512), Bytes(512)) == Bytes(512));
    QVERIFY(parterre::roundUp(Bytes(513), Bytes(512)) == Bytes(1024));
}

void ExtentTest::isAlignedOnTheGridOnly()
{
    QVERIFY(isAligned(Offset(4096), Bytes(4096)));
    QVERIFY(!isAligned(Offset(512), Bytes(4096)));
    QVERIFY(isAligned(Offset(512), Bytes(4096), Bytes(512)));
}

QTEST_GUILESS_MAIN(ExtentTest)
#include "tst_extent.moc"
