// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/token_bucket.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;
using namespace std::chrono_literals;

/// When reading may go on, by a clock that is made up.
class TestTokenBucket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNoPauseWithoutALimit()
    {
        TokenBucket bucket(0_B);
        QVERIFY(!bucket.isLimited());
        bucket.take(1_TiB, start);
        QVERIFY(bucket.pause(start) == 0s);
    }

    void letsTheFirstGoAtOnce()
    {
        const TokenBucket bucket(10_MiB);
        QVERIFY(bucket.isLimited() && bucket.pause(start) == 0s);
    }

    void pausesForAsLongAsWhatWasTakenTakes()
    {
        TokenBucket bucket(10_MiB);
        bucket.take(20_MiB, start);
        // The bucket was full: a quarter of a second of it is free.
        QVERIFY(bucket.pause(start) == 1750ms);
        QVERIFY(bucket.pause(start + 1s) == 750ms);
        QVERIFY(bucket.pause(start + 1749ms) == 1ms);
        QVERIFY(bucket.pause(start + 1750ms) == 0s);
        QVERIFY(bucket.pause(start + 1h) == 0s);
    }

    void keepsTheRateOverAnHour_data()
    {
        QTest::addColumn<qint64>("perSecond");
        QTest::newRow("1 MiB/s") << (qint64{1} << 20);
        QTest::newRow("37 MiB/s") << (qint64{37} << 20);
        QTest::newRow("1 TiB/s") << (qint64{1} << 40);
    }
    void keepsTheRateOverAnHour()
    {
        QFETCH(const qint64, perSecond);
        const Bytes piece(perSecond / 10 + 4096);
        TokenBucket bucket{Bytes(perSecond)};
        TokenBucket::Clock::time_point now = start;
        Bytes taken;
        while (now < start + 1h) {
            now += bucket.pause(now);
            bucket.take(piece, now);
            taken += piece;
        }
        // What was made up at the begin, and the last piece.
        QVERIFY(taken.count() >= perSecond * 3600 - 2 * piece.count());
        QVERIFY(taken.count() <= perSecond * 3600 + perSecond / 4 + 2 * piece.count());
    }

    /// A pause of the writer's is made up a little, so that the rate is reached; a long one is not.
    void makesUpAQuarterOfASecondAndNoMore()
    {
        TokenBucket bucket(10_MiB);
        bucket.take(10_MiB, start);
        bucket.take(10_MiB, start + 1h);
        QVERIFY(bucket.pause(start + 1h) == 750ms);
        bucket.take(1_MiB, start + 1h + 850ms);
        QVERIFY(bucket.pause(start + 1h + 850ms) == 0s);
        bucket.take(1_MiB, start + 1h + 850ms);
        QVERIFY(bucket.pause(start + 1h + 850ms) == 100ms);
    }

private:
    static constexpr TokenBucket::Clock::time_point start{100h};
};

QTEST_GUILESS_MAIN(TestTokenBucket)
#include "tst_token_bucket.moc"
