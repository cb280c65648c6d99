// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/bytes.h"

#include <QTest>

#include <concepts>

using namespace parterre;

/// Amounts and positions.
class BytesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void combinesAsMarksOnARulerDo();
    void refusesSumsOfPositions();
    void ordersByCount();
    void countsWholePieces();
    void namesBinaryUnits();
};

template<typename A, typename B>
constexpr bool canAdd = requires(A a, B b) { a + b; };
template<typename A, typename B>
constexpr bool canSubtract = requires(A a, B b) { a - b; };

void BytesTest::combinesAsMarksOnARulerDo()
{
    QVERIFY(Offset(100) + Bytes(24) == Offset(124));
    QVERIFY(Offset(124) - Bytes(24) == Offset(100));
    QVERIFY(Offset(124) - Offset(100) == Bytes(24));
    QVERIFY(Bytes(3) + Bytes(4) == Bytes(7));
    QVERIFY(Bytes(7) - Bytes(7) == Bytes());
    QVERIFY(Bytes(7) * 3 == Bytes(21));
    Bytes sum(1);
    sum += Bytes(2);
    QCOMPARE(sum.count(), std::int64_t{3});
}

void BytesTest::refusesSumsOfPositions()
{
    QVERIFY((canAdd<Offset, Bytes>));
    QVERIFY((canAdd<Bytes, Bytes>));
    QVERIFY((!canAdd<Offset, Offset>));
    QVERIFY((!canAdd<Bytes, Offset>));
    QVERIFY((!canAdd<Bytes, int>));
    QVERIFY((canSubtract<Offset, Offset>));
    QVERIFY((!canSubtract<Bytes, Offset>));
    QVERIFY((!std::convertible_to<std::int64_t, Bytes>));
    QVERIFY((!std::convertible_to<std::int64_t, Offset>));
}

void BytesTest::ordersByCount()
{
    QVERIFY(Bytes(1) < Bytes(2));
    QVERIFY(Bytes(2) == Bytes(2));
    QVERIFY(Offset(5) > Offset(4));
    QVERIFY(Bytes().isZero());
    QVERIFY(!Bytes(1).isZero());
}

void BytesTest::countsWholePieces()
{
    QCOMPARE(Bytes(4096) / Bytes(512), std::int64_t{8});
    QCOMPARE(Bytes(4095) / Bytes(512), std::int64_t{7});
    QCOMPARE(Bytes(0) / Bytes(512), std::int64_t{0});
}

void BytesTest::namesBinaryUnits()
{
    using namespace literals;
    QCOMPARE((512_B).count(), std::int64_t{512});
    QCOMPARE((1_KiB).count(), std::int64_t{1024});
    QCOMPARE((1_MiB).count(), std::int64_t{1048576});
    QCOMPARE((3_GiB).count(), std::int64_t{3221225472});
    QCOMPARE((2_TiB).count(), std::int64_t{2199023255552});
}

QTEST_GUILESS_MAIN(BytesTest)
#include "tst_bytes.moc"
