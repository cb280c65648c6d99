// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/content_hash.h"
#include "tests/helper/engine/workbench.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr std::size_t pieceSize = std::size_t{4} << 20U;

std::vector<std::string> hashOf(const std::vector<std::vector<std::byte>> &pieces)
{
    ContentHash hash;
    for (const auto &piece : pieces)
        hash.add(piece);
    return hash.finish();
}

}

class TestContentHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesEveryBit()
    {
        std::vector<std::byte> bytes = noise(8192, 1);
        const auto before = hashOf({bytes});
        for (const std::size_t at : {std::size_t{0}, std::size_t{4095}, std::size_t{8191}}) {
            bytes[at] ^= std::byte{0x40};
            QVERIFY(hashOf({bytes}) != before);
            bytes[at] ^= std::byte{0x40};
        }
        QVERIFY(hashOf({bytes}) == before);
    }

    void countsAHoleAsTheZerosItIs()
    {
        const std::vector<std::byte> data = noise(4096, 2);
        ContentHash holed;
        holed.add(data);
        holed.addZeros(1_MiB);
        QVERIFY(holed.finish() == hashOf({data, std::vector<std::byte>(1 << 20)}));
    }

    void seesHowManyZerosThereAre()
    {
        ContentHash less;
        less.addZeros(1_MiB);
        ContentHash more;
        more.addZeros(2_MiB);
        QVERIFY(less.finish() != more.finish());
    }

    void givesAValueForEachSegment()
    {
        const std::vector<std::byte> piece = noise(pieceSize, 3);
        ContentHash hash;
        for (int i = 0; i < 17; ++i)
            hash.add(piece);
        const auto values = hash.finish();
        QCOMPARE(values.size(), std::size_t{2});
        QVERIFY(values[0] != values[1]);
        QCOMPARE(values[0].size(), std::size_t{32});
        ContentHash exact;
        exact.addZeros(Bytes(ContentHash::segmentSize));
        QCOMPARE(exact.finish().size(), std::size_t{1});
        QVERIFY(ContentHash().finish().empty());
    }

    void knowsZerosFromData()
    {
        std::vector<std::byte> bytes(4096);
        QVERIFY(isZero(bytes) && isZero({}));
        for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{4095}}) {
            bytes[at] = std::byte{1};
            QVERIFY(!isZero(bytes));
            bytes[at] = {};
        }
        QVERIFY(!isZero(std::vector<std::byte>(4096, std::byte{7})));
    }
};

QTEST_GUILESS_MAIN(TestContentHash)
#include "tst_content_hash.moc"
