// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_device.h"
#include "helper/copy/idle_io.h"
#include "helper/copy/transfers.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <algorithm>
#include <set>

#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Kind = Transfer::Kind;

constexpr std::size_t part = 65536;

std::span<std::byte> nth(AlignedBuffer &memory, std::size_t i)
{
    return memory.bytes().subspan(i * part, part);
}

Offset placeOf(std::size_t i)
{
    return Offset(static_cast<std::int64_t>(i * part));
}

}

class TestTransfers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothWaysReadWhatWasWritten_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<bool>("isRegistered");
        QTest::newRow("io_uring") << int(Transfers::Way::Uring) << true;
        QTest::newRow("io_uring, others' memory") << int(Transfers::Way::Uring) << false;
        QTest::newRow("threads") << int(Transfers::Way::Threads) << true;
    }
    void bothWaysReadWhatWasWritten()
    {
        QFETCH(const int, way);
        QFETCH(const bool, isRegistered);
        constexpr std::size_t count = 24;
        const TableImage image(Bytes(static_cast<std::int64_t>(count * part)));
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        const std::vector<std::byte> wanted = noise(count * part, 1);
        AlignedBuffer memory(count * part);
        std::ranges::copy(wanted, memory.bytes().begin());
        const Transfers::Room room{.memory = isRegistered ? memory.bytes() : std::span<std::byte>(),
                                   .depth = 16};
        const auto transfers = Transfers::make(room, Transfers::Way(way)).value();
        for (const Kind kind : {Kind::Write, Kind::Read}) {
            std::set<std::uint64_t> tags;
            if (kind == Kind::Read)
                std::ranges::fill(memory.bytes(), std::byte{0});
            for (std::size_t i = 0; i < count; ++i) {
                if (transfers->underWay() == room.depth) {
                    const Transfers::Finished finished = transfers->wait();
                    QVERIFY(finished.result && tags.insert(finished.tag).second);
                }
                transfers->start(*disk, {.kind = kind, .at = placeOf(i), .memory = nth(memory, i)}, i);
            }
            while (transfers->underWay() > 0) {
                const Transfers::Finished finished = transfers->wait();
                QVERIFY(finished.result && tags.insert(finished.tag).second);
            }
            QCOMPARE(tags.size(), count);
            transfers->start(*disk, {.kind = Kind::Flush, .at = {}, .memory = {}}, 99);
            QVERIFY(transfers->wait().result);
        }
        QVERIFY(std::ranges::equal(memory.bytes(), wanted));
        QVERIFY(image.content().read({.begin = {}, .size = disk->size()}) == wanted);
    }

    /// A file that became shorter ends a read early; it is no read of whatever was in memory.
    void aShortTransferIsAFailure_data() { bothWaysReadWhatWasWritten_data(); }
    void aShortTransferIsAFailure()
    {
        QFETCH(const int, way);
        const TableImage image(1_MiB);
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
        QCOMPARE(::truncate(image.path().toStdString().c_str(), 512 << 10), 0);
        AlignedBuffer memory(2 * part);
        const auto transfers =
            Transfers::make({.memory = memory.bytes(), .depth = 4}, Transfers::Way(way)).value();
        transfers->start(*disk,
                         {.kind = Kind::Read, .at = Offset((512 << 10) - 4096), .memory = nth(memory, 0)}, 7);
        const Transfers::Finished finished = transfers->wait();
        QCOMPARE(finished.tag, std::uint64_t{7});
        QVERIFY(!finished.result && finished.result.error().systemErrno == EIO);
    }

    void refusesToWriteWhereItMayNot_data() { bothWaysReadWhatWasWritten_data(); }
    void refusesToWriteWhereItMayNot()
    {
        QFETCH(const int, way);
        const TableImage image(1_MiB);
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::ReadOnly).value();
        AlignedBuffer memory(part);
        const auto transfers =
            Transfers::make({.memory = memory.bytes(), .depth = 4}, Transfers::Way(way)).value();
        transfers->start(*disk, {.kind = Kind::Write, .at = {}, .memory = memory.bytes()}, 1);
        QCOMPARE(transfers->wait().result.error().code, ErrorCode::Denied);
        transfers->start(*disk, {.kind = Kind::Read, .at = Offset() + 1_MiB, .memory = memory.bytes()}, 2);
        QCOMPARE(transfers->wait().result.error().code, ErrorCode::OutOfRange);
    }

    void devicesThatAreNotTheKernelsAreServedToo_data() { bothWaysReadWhatWasWritten_data(); }
    void devicesThatAreNotTheKernelsAreServedToo()
    {
        QFETCH(const int, way);
        MemoryDevice inner(1_MiB);
        FaultyDevice disk(inner);
        AlignedBuffer memory(part);
        std::ranges::copy(noise(part, 3), memory.bytes().begin());
        const auto transfers =
            Transfers::make({.memory = memory.bytes(), .depth = 4}, Transfers::Way(way)).value();
        transfers->start(disk, {.kind = Kind::Write, .at = placeOf(1), .memory = memory.bytes()}, 1);
        QVERIFY(transfers->wait().result);
        QVERIFY(inner.content().read({.begin = placeOf(1), .size = Bytes(part)}) == noise(part, 3));
        disk.failFlushes();
        transfers->start(disk, {.kind = Kind::Flush, .at = {}, .memory = {}}, 2);
        QVERIFY(!transfers->wait().result);
    }

    /// Reads and writes name the priority, a flush must not.
    void worksAtIdlePriorityToo_data() { bothWaysReadWhatWasWritten_data(); }
    void worksAtIdlePriorityToo()
    {
        const auto idle = IdleIo::begin();
        QVERIFY(idle && idlePriority() != 0);
        bothWaysReadWhatWasWritten();
    }

    void aDeadlineLosesNothing_data() { bothWaysReadWhatWasWritten_data(); }
    void aDeadlineLosesNothing()
    {
        QFETCH(const int, way);
        constexpr std::size_t count = 16;
        const TableImage image(Bytes(static_cast<std::int64_t>(count * part)));
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        AlignedBuffer memory(count * part);
        const auto transfers =
            Transfers::make({.memory = memory.bytes(), .depth = count}, Transfers::Way(way)).value();
        const auto now = Transfers::Clock::now();
        std::set<std::uint64_t> tags;
        const auto take = [&](const std::optional<Transfers::Finished> &finished) {
            return !finished || (finished->result && tags.insert(finished->tag).second);
        };
        for (std::size_t i = 0; i < count; ++i) {
            transfers->start(*disk, {.kind = Kind::Write, .at = placeOf(i), .memory = nth(memory, i)}, i);
            // Over before it began: whatever is not finished by now comes later.
            QVERIFY(take(transfers->waitUntil(now)));
        }
        QCOMPARE(transfers->underWay(), count - tags.size());
        while (transfers->underWay() > 0) {
            const auto finished = transfers->waitUntil(now + std::chrono::hours(1));
            QVERIFY(finished && take(finished));
        }
        QCOMPARE(tags.size(), count);
    }

    void whatIsUnderWayOutlivesNobody()
    {
        const TableImage image(4_MiB);
        const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        for (const auto way : {Transfers::Way::Uring, Transfers::Way::Threads}) {
            AlignedBuffer memory(16 * part);
            std::ranges::copy(noise(16 * part, 5), memory.bytes().begin());
            {
                const auto transfers = Transfers::make({.memory = memory.bytes(), .depth = 16}, way).value();
                for (std::size_t i = 0; i < 16; ++i)
                    transfers->start(*disk, {.kind = Kind::Write, .at = placeOf(i), .memory = nth(memory, i)},
                                     i);
            }
            std::ranges::fill(memory.bytes(), std::byte{0});
            QVERIFY(image.content().read({.begin = {}, .size = Bytes(16 * part)}) == noise(16 * part, 5));
        }
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
