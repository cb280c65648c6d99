// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/read_ahead.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <atomic>
#include <semaphore>

using namespace parterre;
using namespace parterre::literals;

namespace {

/// Counts reads, and lets a test wait for one.
class CountingDevice final : public BlockDevice
{
public:
    explicit CountingDevice(Bytes size)
        : m_size(size)
    {}
    [[nodiscard]] std::string name() const override { return "counting"; }
    [[nodiscard]] Bytes size() const override { return m_size; }
    [[nodiscard]] Bytes sectorSize() const override { return 512_B; }
    [[nodiscard]] Result<> read(Offset, std::span<std::byte>) override
    {
        ++reads;
        happened.release();
        return {};
    }
    [[nodiscard]] Result<> write(Offset, std::span<const std::byte>) override { return {}; }
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent) override { return {}; }

    std::atomic<int> reads = 0;
    std::counting_semaphore<1000> happened{0};

private:
    Bytes m_size;
};

/// Cannot say where data lies.
class BlindDevice final : public BlockDevice
{
public:
    [[nodiscard]] std::string name() const override { return "blind"; }
    [[nodiscard]] Bytes size() const override { return 64_MiB; }
    [[nodiscard]] Bytes sectorSize() const override { return 512_B; }
    [[nodiscard]] Result<> read(Offset, std::span<std::byte>) override { return {}; }
    [[nodiscard]] Result<> write(Offset, std::span<const std::byte>) override { return {}; }
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent) override { return {}; }
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent) override
    {
        return failErrno(name(), EIO, "lseek");
    }
};

}

class TestReadAhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversEveryPieceInOrder()
    {
        MemoryDevice disk(64_MiB);
        const std::vector<std::byte> data = noise(std::size_t{22} << 20U, 1);
        disk.content().write(Offset(4096), data);
        ReadAhead pieces(disk, {.begin = Offset(4096), .size = 40_MiB});
        std::size_t done = 0;
        int holes = 0;
        for (;;) {
            const ReadPiece read = pieces.next();
            QVERIFY(read.result);
            if (read.piece.extent.isEmpty())
                break;
            QVERIFY(read.piece.extent.begin == Offset(4096) + Bytes(static_cast<std::int64_t>(done)));
            holes += read.piece.isHole ? 1 : 0;
            QCOMPARE(read.bytes.empty(), read.piece.isHole);
            for (std::size_t i = 0; i < read.bytes.size(); i += 4093)
                QVERIFY(read.bytes[i] == (done + i < data.size() ? data[done + i] : std::byte{0}));
            done += static_cast<std::size_t>(read.piece.extent.size.count());
            pieces.done();
        }
        QCOMPARE(done, std::size_t{40} << 20U);
        QCOMPARE(holes, 4);
    }

    void keepsNoMoreThanFourPieces()
    {
        CountingDevice disk(400_MiB);
        ReadAhead pieces(disk, {.begin = {}, .size = 400_MiB});
        for (int i = 0; i < 4; ++i)
            disk.happened.acquire();
        QVERIFY(!disk.happened.try_acquire());
        for (int taken = 1; taken <= 3; ++taken) {
            QVERIFY(pieces.next().result);
            QCOMPARE(disk.reads.load(), 3 + taken);
            pieces.done();
            disk.happened.acquire();
        }
    }

    void endsWithTheReadThatFailed()
    {
        MemoryDevice inner(64_MiB);
        inner.content().write(Offset(), noise(std::size_t{16} << 20U, 1));
        FaultyDevice disk(inner);
        disk.failReadsOf({.begin = Offset() + 9_MiB, .size = 512_B});
        ReadAhead pieces(disk, {.begin = {}, .size = 64_MiB});
        for (int i = 0; i < 2; ++i) {
            QVERIFY(pieces.next().result);
            pieces.done();
        }
        const ReadPiece bad = pieces.next();
        QVERIFY(!bad.result);
        QCOMPARE(bad.result.error().systemErrno, EIO);
        QVERIFY(bad.piece.extent.begin == Offset() + 8_MiB);
    }

    void saysWhereItCouldNotLook()
    {
        BlindDevice disk;
        ReadAhead pieces(disk, {.begin = Offset(8192), .size = 8_MiB});
        const ReadPiece bad = pieces.next();
        QVERIFY(!bad.result);
        QVERIFY(bad.piece.extent.begin == Offset(8192));
    }

    void mayBeLeftAtAnyTime()
    {
        CountingDevice disk(400_MiB);
        {
            ReadAhead untouched(disk, {.begin = {}, .size = 400_MiB});
        }
        {
            ReadAhead begun(disk, {.begin = {}, .size = 400_MiB});
            QVERIFY(begun.next().result);
        }
        QVERIFY(disk.reads <= 8);
    }
};

QTEST_GUILESS_MAIN(TestReadAhead)
#include "tst_read_ahead.moc"
