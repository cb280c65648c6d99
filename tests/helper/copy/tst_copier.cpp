// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_device.h"
#include "helper/copy/copier.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <deque>
#include <functional>
#include <thread>

#include <sys/stat.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Operation = RecordingDevice::Operation::Kind;

constexpr Extent source{.begin = Offset() + 1_MiB, .size = 150_MiB};
constexpr Offset first = Offset() + 160_MiB;
constexpr Offset second = Offset() + 320_MiB;

Extent at(Bytes begin, Bytes size)
{
    return {.begin = source.begin + begin, .size = size};
}

/// Two batches and a bit; odd places and sizes; a piece that is used and a hole.
const std::vector<Extent> used{at(0_B, 5000_B), at(10_MiB, 70_MiB), at(100_MiB, 512_B), at(101_MiB, 30_MiB),
                               at(149_MiB, 1_MiB)};

const SparseBytes &disk()
{
    static const SparseBytes made = [] {
        SparseBytes content(480_MiB);
        content.write(source.begin, noise(std::size_t{120} << 20U, 1));
        content.write(source.end() - 1_MiB, noise(1 << 20, 2));
        // What lay where the copies go must not shine through.
        content.write(first, noise(std::size_t{20} << 20U, 3));
        content.write(first + 120_MiB, noise(std::size_t{30} << 20U, 4));
        return content;
    }();
    return made;
}

CopyOrder orderOn(BlockDevice &device, std::vector<Offset> targets = {first, second})
{
    CopyOrder order{.source = &device, .name = "partition 3", .extent = source, .used = used, .targets = {}};
    for (const Offset target : targets)
        order.targets.push_back({.device = &device, .at = target});
    return order;
}

const auto ignored = [](const Work &) {};

/// Done at once; reading back is told last, as of a target that is slower than the source.
class SlowToReadBack final : public Transfers
{
public:
    void start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag) override
    {
        const bool isReadBack = transfer.kind == Transfer::Kind::Read && transfer.at >= first;
        (isReadBack ? m_later : m_soon).push_back({.tag = tag, .result = transferNow(device, transfer)});
        started();
    }
    [[nodiscard]] Finished wait() override
    {
        std::deque<Finished> &from = m_soon.empty() ? m_later : m_soon;
        Finished finished = std::move(from.front());
        from.pop_front();
        return finished;
    }
    [[nodiscard]] std::size_t underWay() const override { return m_soon.size() + m_later.size(); }

    std::function<void()> started = [] {};

private:
    std::deque<Finished> m_soon;
    std::deque<Finished> m_later;
};

/// As ==, which goes byte by byte where nothing is optimised.
bool isEqual(const std::vector<std::byte> &one, const std::vector<std::byte> &other)
{
    return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size()) == 0;
}

/// Whether all that is used is in the copy at `target`, holes as zeros.
bool isCopied(const SparseBytes &content, Offset target)
{
    return std::ranges::all_of(used, [&](const Extent &extent) {
        const Extent there{.begin = target + (extent.begin - source.begin), .size = extent.size};
        return isEqual(content.read(extent), content.read(there));
    });
}

Bytes amountOf(const RecordingDevice &device, Operation kind, Extent within)
{
    Bytes amount;
    for (const auto &operation : device.operations()) {
        if (operation.kind == kind && within.contains(operation.extent))
            amount += operation.extent.size;
    }
    return amount;
}

}

class TestCopier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOnceForAllAndOnlyWhatIsUsed_data()
    {
        QTest::addColumn<bool>("isTakingTurns");
        QTest::addColumn<int>("digest");
        QTest::newRow("all at once") << false << int(DigestKind::Xxh3);
        QTest::newRow("in turns") << true << int(DigestKind::Xxh3);
        QTest::newRow("SHA-256") << false << int(DigestKind::Sha256);
    }
    void readsOnceForAllAndOnlyWhatIsUsed()
    {
        QFETCH(const bool, isTakingTurns);
        QFETCH(const int, digest);
        MemoryDevice inner(disk());
        RecordingDevice device(inner);
        CopyOrder order = orderOn(device);
        order.isTakingTurns = isTakingTurns;
        order.digest = DigestKind(digest);
        Bytes advanced;
        const auto outcome =
            copyBlocks(order, [&](const Work &moved) { advanced += moved.read + moved.written; }, {});
        QVERIFY2(outcome, outcome ? "" : english(describe(outcome.error())).c_str());
        QVERIFY(isCopied(inner.content(), first) && isCopied(inner.content(), second));
        // 4096 at each end of five extents is all that rounding may add; the hole costs nothing.
        const Bytes data = 70_MiB + 5000_B + 512_B + 19_MiB + 1_MiB;
        QVERIFY(outcome->read >= data && outcome->read <= data + 40960_B);
        QCOMPARE(amountOf(device, Operation::Read, source), outcome->read);
        QCOMPARE(outcome->written, outcome->read * 2);
        QCOMPARE(outcome->readBack, outcome->written);
        QCOMPARE(advanced, outcome->read * 5);
        QCOMPARE(outcome->digests.size(), pieceCount(source.size, imprintPieceSize(source.size)));
        QCOMPARE(outcome->digests[0].size(), std::size_t(digest == int(DigestKind::Xxh3) ? 32 : 64));
    }

    /// Whatever is under way when the last piece turns out to have been the last.
    void everyLengthComesToItsEnd_data()
    {
        QTest::addColumn<bool>("isTakingTurns");
        QTest::newRow("all at once") << false;
        QTest::newRow("in turns") << true;
    }
    void everyLengthComesToItsEnd()
    {
        QFETCH(const bool, isTakingTurns);
        for (Bytes length = 80_MiB; length <= 96_MiB; length += 1_MiB) {
            MemoryDevice device(disk());
            CopyOrder order = orderOn(device, {first});
            order.used = {at(0_B, length)};
            order.isTakingTurns = isTakingTurns;
            Copier copier(order, ignored, std::make_unique<SlowToReadBack>());
            const auto outcome = copier.run({});
            QVERIFY(outcome);
            QCOMPARE(outcome->readBack, length);
        }
    }

    void writesNowhereElse()
    {
        MemoryDevice inner(disk());
        RecordingDevice device(inner);
        QVERIFY(copyBlocks(orderOn(device), ignored, {}));
        for (const auto &operation : device.operations()) {
            const bool isChange = operation.kind == Operation::Write || operation.kind == Operation::Zero;
            const bool isAllowed = std::ranges::any_of(std::array{first, second}, [&](Offset target) {
                return Extent{.begin = target, .size = source.size}.contains(operation.extent);
            });
            QVERIFY(!isChange || isAllowed);
        }
    }

    void readsBackOnlyWhatWasFlushed()
    {
        MemoryDevice inner(disk());
        RecordingDevice device(inner);
        QVERIFY(copyBlocks(orderOn(device, {first}), ignored, {}));
        const Extent copy{.begin = first, .size = source.size};
        std::vector<Extent> unflushed;
        for (const auto &operation : device.operations()) {
            if (operation.kind == Operation::Flush)
                unflushed.clear();
            else if (operation.kind == Operation::Write)
                unflushed.push_back(operation.extent);
            else if (operation.kind == Operation::Read && copy.contains(operation.extent))
                QVERIFY(std::ranges::none_of(unflushed,
                                             [&](const Extent &e) { return e.overlaps(operation.extent); }));
        }
        QVERIFY(unflushed.empty());
    }

    void sourceAndTargetsMayBeSeveralDevices()
    {
        MemoryDevice from(disk());
        MemoryDevice one(200_MiB);
        MemoryDevice other(160_MiB);
        CopyOrder order = orderOn(from, {});
        order.targets = {{.device = &one, .at = Offset() + 1_MiB}, {.device = &other, .at = {}}};
        QVERIFY(copyBlocks(order, ignored, {}));
        for (const Extent &extent : used) {
            const Bytes within = extent.begin - source.begin;
            const auto wanted = from.content().read(extent);
            QVERIFY(isEqual(one.content().read({.begin = Offset() + 1_MiB + within, .size = extent.size}),
                            wanted));
            QVERIFY(isEqual(other.content().read({.begin = Offset() + within, .size = extent.size}), wanted));
        }
    }

    void namesWhatCannotBeRead()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failReadsOf({.begin = source.begin + 20_MiB + 12800_B, .size = 512_B});
        const auto outcome = copyBlocks(orderOn(device), ignored, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().systemErrno, EIO);
        const std::int64_t bad = (20_MiB + 12288_B).count();
        QCOMPARE(outcome.error().detail,
                 "partition 3, bytes " + std::to_string(bad) + " to " + std::to_string(bad + 4095));
    }

    void whatCannotBeReadAndIsNotUsedDoesNotMatter()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failReadsOf(at(2_MiB, 1_MiB));
        QVERIFY(copyBlocks(orderOn(device), ignored, {}));
    }

    void failsWithItsDevice_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("write to the first") << 0;
        QTest::newRow("write to the second") << 1;
        QTest::newRow("clearing a hole") << 2;
        QTest::newRow("flush") << 3;
    }
    void failsWithItsDevice()
    {
        QFETCH(const int, how);
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        if (how == 0)
            device.failWritesOf({.begin = first + 15_MiB, .size = 512_B});
        else if (how == 1)
            device.failWritesOf({.begin = second, .size = 512_B});
        else if (how == 2)
            device.failWritesOf({.begin = first + 125_MiB, .size = 512_B});
        else
            device.failFlushes();
        const auto outcome = copyBlocks(orderOn(device), ignored, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Io);
    }

    void findsACopyThatDidNotStay_data()
    {
        QTest::addColumn<qint64>("where");
        QTest::newRow("first byte") << qint64{0};
        QTest::newRow("second batch") << qint64{101 << 20} + 4096;
        QTest::newRow("last sector") << qint64{150 << 20} - 512;
    }
    void findsACopyThatDidNotStay()
    {
        QFETCH(const qint64, where);
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.flipReadsOf({.begin = second + Bytes(where), .size = 512_B});
        const auto outcome = copyBlocks(orderOn(device), ignored, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Mismatch);
    }

    void aLieAboutWhatIsNotUsedIsNone()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.flipReadsOf({.begin = second + 5_MiB, .size = 1_MiB});
        QVERIFY(copyBlocks(orderOn(device), ignored, {}));
    }

    void stopsAtEveryMoment()
    {
        for (int moment = 0; moment < 4; ++moment) {
            MemoryDevice inner(disk());
            RecordingDevice device(inner);
            std::stop_source stop;
            int heard = 0;
            if (moment == 0)
                stop.request_stop();
            const auto outcome = copyBlocks(
                orderOn(device),
                [&](const Work &) {
                    if (++heard == moment * 20)
                        stop.request_stop();
                },
                stop.get_token());
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
            QVERIFY(moment > 0 || device.operations().empty());
        }
    }

    void aLimitChangesWhatIsCopiedInNothing_data()
    {
        QTest::addColumn<bool>("isTakingTurns");
        QTest::newRow("all at once") << false;
        QTest::newRow("in turns") << true;
    }
    void aLimitChangesWhatIsCopiedInNothing()
    {
        QFETCH(const bool, isTakingTurns);
        MemoryDevice device(disk());
        CopyOrder order = orderOn(device);
        order.isTakingTurns = isTakingTurns;
        order.rateLimit = 256_MiB;
        const auto outcome = copyBlocks(order, ignored, {});
        QVERIFY(outcome && outcome->readBack == outcome->read * 2);
        QVERIFY(isCopied(device.content(), first) && isCopied(device.content(), second));
    }

    /// At 1 MiB/s all of it would take a minute and a half.
    void canBeCancelledWhileTheLimitHoldsItBack()
    {
        MemoryDevice inner(disk());
        RecordingDevice device(inner);
        CopyOrder order = orderOn(device);
        order.rateLimit = 1_MiB;
        std::stop_source stop;
        std::jthread stopper;
        auto transfers = std::make_unique<SlowToReadBack>();
        transfers->started = [&] {
            if (!stopper.joinable())
                stopper = std::jthread([&stop] { stop.request_stop(); });
        };
        Copier copier(order, ignored, std::move(transfers));
        const auto outcome = copier.run(stop.get_token());
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Cancelled);
        QVERIFY(amountOf(device, Operation::Read, source) <= 4_MiB);
    }

    void imagesKeepTheirHolesAndGetNewOnes()
    {
        const TableImage image(disk());
        const auto device =
            FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        QVERIFY(copyBlocks(orderOn(*device), ignored, {}));
        const SparseBytes content = image.content();
        QVERIFY(isCopied(content, first) && isCopied(content, second));
        struct stat status{};
        QCOMPARE(::stat(image.path().toStdString().c_str(), &status), 0);
        // Source 121 MiB, of which 90 and a bit are used, twice; the rubbish is gone.
        const std::int64_t limit = (std::int64_t{121 + 2 * 90} << 20) + (512 << 10);
        QVERIFY2(status.st_blocks * 512 <= limit, qPrintable(QString::number(status.st_blocks * 512)));
    }

    void withoutReadingBackItSaysSo()
    {
        MemoryDevice inner(disk());
        CopyOrder order = orderOn(inner);
        order.isReadBack = false;
        const auto outcome = copyBlocks(order, ignored, {});
        QVERIFY(outcome && outcome->readBack.isZero() && isCopied(inner.content(), second));
    }
};

QTEST_GUILESS_MAIN(TestCopier)
#include "tst_copier.moc"
