// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/used_pieces.h"
#include "tests/support/memory_device.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

Extent at(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset(begin), .size = Bytes(size)};
}

std::vector<Extent> all(UsedPieces &pieces)
{
    std::vector<Extent> found;
    for (;;) {
        const Extent piece = pieces.next().value();
        if (piece.isEmpty())
            return found;
        found.push_back(piece);
    }
}

}

class TestUsedPieces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundsOutWithinItsBounds()
    {
        // From sector 63, as disks once began: neither end is a multiple of 4096.
        const Extent within = extentBetween(Offset(32256), Offset(132256));
        QVERIFY(roundedOut({at(32256, 10), at(40960, 1), at(45055, 2), at(90000, 42000)}, within)
                == (std::vector{extentBetween(Offset(32256), Offset(32768)), at(40960, 8192),
                                extentBetween(Offset(86016), Offset(132256))}));
    }

    void joinsWhatMeetsWhenRounded()
    {
        QVERIFY(roundedOut({at(0, 1), at(4095, 1), at(4097, 1)}, at(0, 1 << 20)) == std::vector{at(0, 8192)});
    }

    void cutsAndCrosses()
    {
        const std::vector<Extent> some{at(0, 10), at(20, 10), at(40, 10)};
        QVERIFY(partsWithin(some, at(5, 20)) == (std::vector{at(5, 5), at(20, 5)}));
        QVERIFY(partsWithin(some, at(10, 10)).empty());
        QVERIFY(overlap(some, std::vector{at(8, 14), at(45, 100)})
                == (std::vector{at(8, 2), at(20, 2), at(45, 5)}));
        QVERIFY(overlap(some, {}).empty());
    }

    void leavesOutHolesAndWhatIsNotUsed()
    {
        MemoryDevice disk(4096_MiB);
        const std::vector<std::byte> page(8192, std::byte{1});
        for (const Offset data : {Offset(0), Offset(1 << 20), Offset(std::int64_t{3000} << 20)})
            QVERIFY(disk.write(data, page));
        const std::vector<Extent> used{at(4096, 1 << 20),
                                       at(std::int64_t{2000} << 20, std::int64_t{2000} << 20)};
        UsedPieces pieces(disk, used, 4096_B);
        QVERIFY(all(pieces)
                == (std::vector{at(4096, 4096), at(1 << 20, 4096), at(std::int64_t{3000} << 20, 4096),
                                at((std::int64_t{3000} << 20) + 4096, 4096)}));
    }

    void nothingUsedIsNothingToRead()
    {
        MemoryDevice disk(1_MiB);
        const std::vector<Extent> used;
        UsedPieces pieces(disk, used, 4096_B);
        QVERIFY(all(pieces).empty());
    }
};

QTEST_GUILESS_MAIN(TestUsedPieces)
#include "tst_used_pieces.moc"
