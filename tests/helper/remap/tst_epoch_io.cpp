// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/epoch_io.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

constexpr Extent content{.begin = Offset() + 1_MiB, .size = 3_MiB + Bytes(4096)};
constexpr Extent scratch{.begin = Offset() + 16_MiB, .size = content.size};
constexpr Extent place{.begin = Offset() + 32_MiB, .size = content.size};

/// A disk with a content that is different everywhere.
struct Bench
{
    Bench()
    {
        std::vector<std::byte> bytes(static_cast<std::size_t>(content.size.count()));
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::byte>(i / 4096 + i % 251);
        memory.content().write(content.begin, bytes);
    }

    [[nodiscard]] bool copies(Extent from, Extent to) { return copies({{from, to.begin}}); }
    [[nodiscard]] bool copies(const std::vector<Copy> &epoch)
    {
        disk.forget();
        return io.copy(disk, epoch, {}).has_value();
    }
    [[nodiscard]] bool isThere(Extent where, Extent as = content) const
    {
        return memory.content().read(where) == memory.content().read({.begin = as.begin, .size = where.size});
    }
    [[nodiscard]] Bytes read() const
    {
        Bytes size;
        for (const auto &[kind, extent] : disk.operations())
            size += kind == RecordingDevice::Operation::Kind::Read ? extent.size : Bytes();
        return size;
    }

    MemoryDevice memory{64_MiB};
    FaultyDevice faulty{memory};
    RecordingDevice disk{faulty};
    EpochIo io{Medium::Unknown, 8};
};

}

class TestEpochIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheEpochBeforeWroteIsNotReadAgain()
    {
        Bench bench;
        QVERIFY(bench.copies(content, scratch));
        QVERIFY(bench.read() == content.size);
        const auto hashes = bench.io.copy(bench.disk, {{scratch, place.begin}}, {});
        QVERIFY(bench.read() == content.size);
        QVERIFY(hashes && bench.isThere(place));
        const auto found = bench.io.hash(bench.disk, {place}, {});
        QVERIFY(found && *found == *hashes);
    }

    void oneThatReadsOtherThingsBesidesReadsThoseAlone()
    {
        Bench bench;
        const Extent other{.begin = place.end(), .size = 2_MiB};
        QVERIFY(bench.copies(content, scratch));
        QVERIFY(bench.copies({{scratch, place.begin}, {{content.begin, other.size}, other.begin}}));
        QVERIFY(bench.read() == other.size);
        QVERIFY(bench.isThere(place) && bench.isThere(other));
    }

    /// What lies there now is another thing than what was written.
    void whatMayHaveChangedIsRead_data()
    {
        QTest::addColumn<int>("by");
        QTest::newRow("an epoch between") << 0;
        QTest::newRow("somebody else") << 1;
        QTest::newRow("another disk between") << 2;
        QTest::newRow("a look at what is there") << 3;
    }
    void whatMayHaveChangedIsRead()
    {
        QFETCH(const int, by);
        Bench bench;
        const Extent other{.begin = content.begin + 4096_B, .size = scratch.size};
        QVERIFY(bench.copies(content, scratch));
        if (by == 0) {
            QVERIFY(bench.copies(other, scratch));
            QVERIFY(bench.copies(other, place));
        } else {
            bench.memory.content().write(scratch.begin, bench.memory.content().read(other));
        }
        if (by == 1)
            bench.io.forget();
        if (by == 2) {
            MemoryDevice another(64_MiB);
            QVERIFY(bench.io.copy(another, {{content, place.begin}}, {}));
        }
        if (by == 3)
            QVERIFY(bench.io.hash(bench.disk, {content}, {}));
        QVERIFY(bench.copies(scratch, place));
        QVERIFY(bench.read() == scratch.size);
        QVERIFY(bench.isThere(place, other));
    }

    /// Buffers are used again before anything fails: they hold what was read, not what they wrote.
    void whatAnEpochThatFailedWroteIsRead()
    {
        Bench bench;
        const Extent large{.begin = content.begin, .size = 12_MiB};
        bench.faulty.failWritesOf({.begin = scratch.begin + 8_MiB, .size = 4_MiB});
        QVERIFY(!bench.copies(large, {.begin = scratch.begin, .size = large.size}));
        bench.memory.content().write(scratch.begin, bench.memory.content().read(content));
        QVERIFY(bench.copies(scratch, place));
        QVERIFY(bench.read() == scratch.size);
        QVERIFY(bench.isThere(place));
    }

    /// Each of the two needs a buffer.
    void twoThatBeginWhereOneWasWritten()
    {
        Bench bench;
        const Extent half{.begin = scratch.begin, .size = 2_MiB};
        const Extent other{.begin = place.end(), .size = half.size};
        QVERIFY(bench.copies(content, scratch));
        QVERIFY(bench.copies({{scratch, place.begin}, {half, other.begin}}));
        QVERIFY(bench.isThere(place) && bench.isThere(other));
        QVERIFY(bench.io.written() == content.size * 2 + half.size);
    }
};

QTEST_GUILESS_MAIN(TestEpochIo)
#include "tst_epoch_io.moc"
