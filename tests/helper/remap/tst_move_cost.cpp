// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/planner.h"
#include "helper/remap/mover.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <cstring>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

using Kind = RecordingDevice::Operation::Kind;

constexpr std::array journalPlaces{Extent{.begin = Offset() + 1_MiB, .size = 2_MiB},
                                   Extent{.begin = Offset() + 3_MiB, .size = 2_MiB}};
constexpr Extent scratchPlace{.begin = Offset() + 5_MiB, .size = 256_MiB};
/// Partitions begin here.
constexpr Offset home = Offset() + 1_GiB;

/// A disk of any size that keeps its beginning, where the journal is, and forgets all other data: what is
/// moved is zeros, whatever was written.
class HollowDisk final : public BlockDevice
{
public:
    explicit HollowDisk(Bytes size)
        : m_size(size)
        , m_kept(journalPlaces[1].end() - Offset())
    {}

    [[nodiscard]] std::string name() const override { return "hollow"; }
    [[nodiscard]] Bytes size() const override { return m_size; }
    [[nodiscard]] Bytes sectorSize() const override { return Bytes(512); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override
    {
        if (isKept(at))
            return m_kept.read(at, into);
        std::memset(into.data(), 0, into.size());
        return {};
    }
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override
    {
        return isKept(at) ? m_kept.write(at, from) : Result<>();
    }
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent) override { return {}; }

private:
    [[nodiscard]] bool isKept(Offset at) const { return at < Offset() + m_kept.size(); }

    Bytes m_size;
    MemoryDevice m_kept;
};

struct Cost
{
    std::int64_t flushes = 0;
    Bytes data;     ///< written
    Bytes journal;  ///< written
    Bytes read;     ///< that is data
};

Cost costOf(const std::vector<RecordingDevice::Operation> &operations)
{
    Cost cost;
    for (const auto &[kind, extent] : operations) {
        const bool isJournal = extent.begin < journalPlaces[1].end();
        if (kind == Kind::Flush)
            ++cost.flushes;
        else if (kind == Kind::Write)
            (isJournal ? cost.journal : cost.data) += extent.size;
        else if (kind == Kind::Read && !isJournal)
            cost.read += extent.size;
    }
    return cost;
}

/// From the first write of the journal until it is taken away.
Result<Cost> move(Bytes disk, const std::vector<Move> &moves)
{
    HollowDisk hollow(disk);
    RecordingDevice device(hollow);
    Body body{.moves = moves, .scratch = {scratchPlace}};
    const auto program = planMoves(moves, {.scratch = body.scratch});
    if (!program)
        return fail(ErrorCode::Refused, device.name(), "there is no way");
    body.program = *program;
    TRY(Journal journal, Journal::create(device, journalPlaces, std::move(body)));
    EpochIo io(Medium::Unknown);
    TRY([[maybe_unused]] const MoveOutcome moved, Mover(device, journal, io).run({}));
    CHECK(journal.erase());
    return costOf(device.operations());
}

/// So many to each one of `of`.
double each(Bytes some, Bytes of)
{
    return static_cast<double>(some.count()) / static_cast<double>(of.count());
}

}

/// What it costs to move in place, in what repeats exactly: flushes, and bytes.
class TestMoveCost : public QObject
{
    Q_OBJECT

private:
    /// What all moves of these together, `moved`, may cost. `epoch`: how long one can be.
    static void judge(const Result<Cost> &cost, Bytes moved, Bytes epoch, double writtenMost,
                      double readMost = 1)
    {
        QVERIFY2(cost, cost ? "" : cost.error().detail.c_str());
        const double flushes = static_cast<double>(cost->flushes) / static_cast<double>(moved / 1_MiB);
        const double written = each(cost->data + cost->journal, moved);
        const double journal = each(cost->journal, moved);
        qInfo("%.5f flushes for each MiB, %.4f bytes written for each that moves, %.5f %% of them the "
              "journal's",
              flushes, written, journal * 100);
        // 0.005 where an epoch is 256 MiB long.
        const double flushesMost = 1.28 / static_cast<double>(epoch / 1_MiB);
        QVERIFY2(flushes <= flushesMost, qPrintable(QString::number(flushes)));
        QVERIFY2(written <= writtenMost, qPrintable(QString::number(written)));
        QVERIFY2(journal < 0.001, qPrintable(QString::number(journal)));
        QVERIFY(cost->data >= moved);
        QVERIFY2(each(cost->read, moved) <= readMost, qPrintable(QString::number(each(cost->read, moved))));
    }

private Q_SLOTS:
    void aShift_data()
    {
        QTest::addColumn<std::int64_t>("by");
        QTest::addColumn<std::int64_t>("size");
        QTest::addColumn<std::int64_t>("epoch");
        QTest::addColumn<double>("written");
        // As long as a slot in scratch, from which nothing is read again.
        QTest::newRow("by 1 MiB") << 1_MiB .count() << 4_GiB .count() << 16_MiB .count() << 2.02;
        // Records alone are 0.098 %: half a MiB for what is written once takes something large to be little.
        QTest::newRow("by 8 MiB") << 8_MiB .count() << 32_GiB .count() << 8_MiB .count() << 1.01;
        QTest::newRow("by 64 MiB") << 64_MiB .count() << 2_GiB .count() << 64_MiB .count() << 1.01;
        QTest::newRow("by 256 MiB") << 256_MiB .count() << 8_GiB .count() << 256_MiB .count() << 1.01;
        QTest::newRow("to the left") << -(256_MiB .count()) << 8_GiB .count() << 256_MiB .count() << 1.01;
        QTest::newRow("by more than its size")
            << 9_GiB .count() << 8_GiB .count() << 256_MiB .count() << 1.01;
    }
    void aShift()
    {
        QFETCH(const std::int64_t, by);
        QFETCH(const std::int64_t, size);
        QFETCH(const std::int64_t, epoch);
        QFETCH(const double, written);
        const Move one{.source = {.begin = home, .size = Bytes(size)},
                       .destinations = {Offset(home.bytes() + by)}};
        judge(move(64_GiB, {one}), Bytes(size), Bytes(epoch), written);
    }

    /// One of the two goes through scratch.
    void twoPartitionsThatChangePlaces()
    {
        const Bytes size = 8_GiB;
        const std::vector<Move> moves{
            {.source = {.begin = home, .size = size}, .destinations = {home + size}},
            {.source = {.begin = home + size, .size = size}, .destinations = {home}}};
        judge(move(64_GiB, moves), size * 2, 128_MiB, 1.51, 1.51);
    }
};

QTEST_GUILESS_MAIN(TestMoveCost)
#include "tst_move_cost.moc"
