// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/copier.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr Extent source{.begin = Offset() + 1_MiB, .size = 24_MiB};
constexpr Offset target = Offset() + 32_MiB;

/// What 512 unreadable bytes make of the 4096 around them, and two that touch of one another.
const std::vector<Extent> bad{{.begin = source.begin + 5000_B, .size = 512_B},
                              {.begin = source.begin + 3_MiB - 512_B, .size = 1024_B},
                              {.begin = source.begin + 23_MiB, .size = 1_MiB}};
const std::vector<Extent> unread{{.begin = source.begin + 4096_B, .size = 4096_B},
                                 {.begin = source.begin + 3_MiB - 4096_B, .size = 8192_B},
                                 {.begin = source.begin + 23_MiB, .size = 1_MiB}};

SparseBytes disk()
{
    static const std::vector<std::byte> content = noise(std::size_t{24} << 20U, 1);
    SparseBytes made(64_MiB);
    made.write(source.begin, content);
    return made;
}

CopyOrder orderOn(BlockDevice &device, OnReadError onReadError)
{
    return {.source = &device,
            .name = "partition 3",
            .extent = source,
            .used = {source},
            .targets = {{.device = &device, .at = target}},
            .onReadError = onReadError};
}

Result<CopyOutcome> copied(const CopyOrder &order, const std::stop_token &stop = {})
{
    return copyBlocks(order, [](const Work &) {}, stop);
}

/// Every second 4096 bytes, `count` times.
std::vector<Extent> apart(std::size_t count)
{
    std::vector<Extent> parts;
    for (std::size_t i = 0; i < count; ++i)
        parts.push_back({.begin = source.begin + Bytes(8192) * static_cast<std::int64_t>(i), .size = 4096_B});
    return parts;
}

}

/// What becomes of reads that fail: a job that stops, or copies with zeros and a list.
class TestRescue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnAndListsExactlyWhatIsBad()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        for (const Extent &one : bad)
            device.failReadsOf(one);
        const auto outcome = copied(orderOn(device, OnReadError::Continue));
        QVERIFY2(outcome, outcome ? "" : english(describe(outcome.error())).c_str());
        QVERIFY(outcome->unread == unread);
        QCOMPARE(outcome->read, source.size - 1_MiB - 12288_B);
        QCOMPARE(outcome->written, source.size);
        QCOMPARE(outcome->readBack, source.size);
        SparseBytes wanted(source.size);
        wanted.write({}, disk().read(source));
        for (const Extent &one : unread)
            wanted.write(Offset() + (one.begin - source.begin),
                         std::vector<std::byte>(static_cast<std::size_t>(one.size.count())));
        QVERIFY(inner.content().read({.begin = target, .size = source.size})
                == wanted.read({.begin = {}, .size = source.size}));
    }

    void stopsUnlessItIsToldToGoOn()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failReadsOf(bad[0]);
        const auto outcome = copied(orderOn(device, OnReadError::Stop));
        QVERIFY(!outcome && outcome.error().systemErrno == EIO);
        QCOMPARE(outcome.error().detail, std::string("partition 3, bytes 4096 to 8191"));
    }

    void listsNothingWhereAllCanBeRead()
    {
        MemoryDevice device(disk());
        const auto outcome = copied(orderOn(device, OnReadError::Continue));
        QVERIFY(outcome && outcome->unread.empty());
        QCOMPARE(outcome->read, source.size);
    }

    /// A device that is gone, or no longer what it was, is no matter of some bytes.
    void goesOnAfterErrorsOfTheMediumAlone_data()
    {
        QTest::addColumn<int>("systemErrno");
        QTest::addColumn<bool>("isOfTheMedium");
        QTest::newRow("input/output error") << EIO << true;
        QTest::newRow("medium error") << ENODATA << true;
        QTest::newRow("target error") << EREMOTEIO << true;
        QTest::newRow("protection error") << EILSEQ << true;
        QTest::newRow("timeout") << ETIMEDOUT << true;
        QTest::newRow("device gone") << ENODEV << false;
        QTest::newRow("no such device") << ENXIO << false;
        QTest::newRow("no memory") << ENOMEM << false;
        QTest::newRow("not for us") << EPERM << false;
    }
    void goesOnAfterErrorsOfTheMediumAlone()
    {
        QFETCH(const int, systemErrno);
        QFETCH(const bool, isOfTheMedium);
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failAfter(0, systemErrno);
        const CopyOrder order = orderOn(device, OnReadError::Continue);
        Rescue rescue(order);
        std::vector<std::byte> memory(10000, std::byte{7});
        const Error first{.code = ErrorCode::Io, .subject = "disk", .systemErrno = EIO, .detail = {}};
        const Extent piece{.begin = source.begin, .size = 10000_B};
        const Result<Bytes> got = rescue.read(piece, memory, first, {});
        QCOMPARE(got.has_value(), isOfTheMedium);
        QVERIFY(!got || (got->isZero() && isZero(memory)));
        QVERIFY(rescue.unread() == (isOfTheMedium ? std::vector<Extent>{piece} : std::vector<Extent>{}));
    }

    void joinsWhatTouchesInWhateverOrderItComes()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failReadsOf(source);
        const CopyOrder order = orderOn(device, OnReadError::Continue);
        Rescue rescue(order);
        std::vector<std::byte> memory(8192);
        const Error first{.code = ErrorCode::Io, .subject = "disk", .systemErrno = EIO, .detail = {}};
        const auto read = [&](Bytes at) {
            return rescue.read({.begin = source.begin + at, .size = 8192_B}, memory, first, {}).has_value();
        };
        QVERIFY(read(32768_B) && read(0_B) && read(16384_B));
        QCOMPARE(rescue.unread().size(), std::size_t{3});
        QVERIFY(read(8192_B));
        QVERIFY((rescue.unread()
                 == std::vector<Extent>{{.begin = source.begin, .size = 24576_B},
                                        {.begin = source.begin + 32768_B, .size = 8192_B}}));
        QVERIFY(read(24576_B));
        QVERIFY((rescue.unread() == std::vector<Extent>{{.begin = source.begin, .size = 40960_B}}));
    }

    void endsWithMoreRangesThanItMayGoOnWith_data()
    {
        QTest::addColumn<int>("ranges");
        QTest::addColumn<bool>("isPermitted");
        QTest::newRow("as many as may be") << 8 << true;
        QTest::newRow("one more") << 9 << false;
    }
    void endsWithMoreRangesThanItMayGoOnWith()
    {
        QFETCH(const int, ranges);
        QFETCH(const bool, isPermitted);
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        for (const Extent &one : apart(static_cast<std::size_t>(ranges)))
            device.failReadsOf(one);
        CopyOrder order = orderOn(device, OnReadError::Continue);
        order.unreadMax = 8;
        const auto outcome = copied(order);
        QCOMPARE(outcome.has_value(), isPermitted);
        QVERIFY(!isPermitted || outcome->unread == apart(8));
        QVERIFY(isPermitted || outcome.error().detail.contains("more than 8 ranges"));
    }

    void canBeCancelledBetweenTwoParts()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failReadsOf(source);
        const CopyOrder order = orderOn(device, OnReadError::Continue);
        Rescue rescue(order);
        std::vector<std::byte> memory(8192);
        std::stop_source stop;
        stop.request_stop();
        const Error first{.code = ErrorCode::Io, .subject = "disk", .systemErrno = EIO, .detail = {}};
        const auto got =
            rescue.read({.begin = source.begin, .size = 8192_B}, memory, first, stop.get_token());
        QVERIFY(!got && got.error().code == ErrorCode::Cancelled && rescue.unread().empty());
    }
};

QTEST_GUILESS_MAIN(TestRescue)
#include "tst_rescue.moc"
