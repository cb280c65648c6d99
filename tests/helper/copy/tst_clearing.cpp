// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/clearing.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr Extent source{.begin = {}, .size = 8_MiB};
constexpr Offset target = Offset() + 8_MiB;
/// Data, and what is used but was never written.
const std::vector<Extent> used{{.begin = {}, .size = 1_MiB}, {.begin = Offset() + 4_MiB, .size = 1_MiB}};

SparseBytes disk()
{
    SparseBytes content(16_MiB);
    content.write({}, noise(1 << 20, 1));
    content.write(target, noise(std::size_t{8} << 20U, 2));
    return content;
}

CopyOrder orderOn(BlockDevice &device, Rest rest)
{
    return {.source = &device,
            .name = "it",
            .extent = source,
            .used = used,
            .targets = {{.device = &device, .at = target}},
            .rest = rest};
}

bool isZero(const SparseBytes &content, Bytes begin, Bytes size)
{
    return std::ranges::all_of(content.read({.begin = target + begin, .size = size}),
                               [](std::byte byte) { return byte == std::byte{0}; });
}

}

class TestClearing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesWithTheRestWhatWasChosen_data()
    {
        QTest::addColumn<int>("rest");
        QTest::addColumn<bool>("isZeroed");
        QTest::newRow("leave") << int(Rest::Leave) << false;
        QTest::newRow("zero") << int(Rest::Zero) << true;
    }
    void doesWithTheRestWhatWasChosen()
    {
        QFETCH(const int, rest);
        QFETCH(const bool, isZeroed);
        MemoryDevice device(disk());
        const CopyOrder order = orderOn(device, Rest(rest));
        const auto cleared = clearRest(order, {});
        QVERIFY(cleared);
        QCOMPARE(*cleared, isZeroed ? 7_MiB : 1_MiB);
        QVERIFY(isZero(device.content(), 4_MiB, 1_MiB));
        QCOMPARE(isZero(device.content(), 1_MiB, 3_MiB), isZeroed);
        QCOMPARE(isZero(device.content(), 5_MiB, 3_MiB), isZeroed);
        // The copy itself is not its affair.
        QVERIFY(device.content().read({.begin = target, .size = 1_MiB})
                == disk().read({.begin = target, .size = 1_MiB}));
        QVERIFY(checkCleared(order, {}));
    }

    void saysSoWhereADeviceCannotDiscard()
    {
        MemoryDevice device(disk());
        const auto cleared = clearRest(orderOn(device, Rest::Discard), {});
        QVERIFY(!cleared);
        QCOMPARE(cleared.error().code, ErrorCode::Unsupported);
    }

    void findsZerosThatDidNotStay()
    {
        for (const bool isHit : {true, false}) {
            MemoryDevice inner(disk());
            FaultyDevice device(inner);
            const CopyOrder order = orderOn(device, Rest::Leave);
            QVERIFY(clearRest(order, {}));
            QVERIFY(inner.write(target + (isHit ? 4_MiB : 6_MiB), noise(512, 3)));
            const auto checked = checkCleared(order, {});
            QCOMPARE(checked.has_value(), !isHit);
            QVERIFY(checked || checked.error().code == ErrorCode::Mismatch);
        }
    }
};

QTEST_GUILESS_MAIN(TestClearing)
#include "tst_clearing.moc"
