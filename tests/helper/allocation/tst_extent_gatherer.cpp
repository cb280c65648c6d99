// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace parterre;

namespace {

constexpr Extent whole{.begin = Offset(1000), .size = Bytes(1000)};

Extent at(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset(begin), .size = Bytes(size)};
}

}

class TestExtentGatherer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsWhatTouchesInAnyOrder()
    {
        ExtentGatherer gatherer(whole);
        for (const Extent &one :
             {at(1500, 10), at(1100, 10), at(1110, 5), at(1495, 5), at(1102, 3), at(1300, 0)})
            gatherer.add(one);
        QVERIFY(gatherer.finish() == (std::vector{at(1100, 15), at(1495, 15)}));
    }

    void cutsToItsBounds()
    {
        ExtentGatherer gatherer(whole);
        for (const Extent &one : {at(0, 1000), at(900, 101), at(1999, 500), at(2000, 1)})
            gatherer.add(one);
        QVERIFY(gatherer.finish() == (std::vector{at(1000, 1), at(1999, 1)}));
    }

    void closesTheSmallestGapsFirst()
    {
        ExtentGatherer gatherer(whole, 2);
        for (const Extent &one : {at(1000, 10), at(1011, 9), at(1100, 10), at(1112, 8), at(1500, 1)})
            gatherer.add(one);
        QVERIFY(gatherer.finish() == (std::vector{at(1000, 120), at(1500, 1)}));
    }

    void coversAllThatWentInWithinItsRoom()
    {
        std::mt19937_64 random(7);  // NOLINT: the same each time
        for (int round = 0; round < 50; ++round) {
            const Extent room{.begin = Offset(), .size = Bytes(1 << 20)};
            ExtentGatherer gatherer(room, 64);
            std::vector<Extent> added;
            for (int i = 0; i < 2000; ++i) {
                added.push_back(at(static_cast<std::int64_t>(random() % (1 << 20)),
                                   static_cast<std::int64_t>(1 + random() % 300)));
                gatherer.add(added.back());
            }
            const std::vector<Extent> found = gatherer.finish();
            QVERIFY(found.size() <= 64);
            QVERIFY(std::ranges::is_sorted(found, {}, &Extent::begin));
            for (const Extent &one : added) {
                const Extent inside = extentBetween(one.begin, std::min(one.end(), room.end()));
                QVERIFY(std::ranges::any_of(found, [&](const Extent &e) { return e.contains(inside); }));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestExtentGatherer)
#include "tst_extent_gatherer.moc"
