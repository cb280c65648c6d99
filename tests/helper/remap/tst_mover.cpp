// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: power_cuts

#include "core/remap/way_back.h"
#include "helper/remap/mover.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"
#include "tests/support/remap_case.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

constexpr int nestedMax = 3;
/// Each has time of its own.
constexpr std::uint64_t parts = 4;

/// One for all, which nobody uses yet: its memory takes longer than most of what is tried here.
EpochIo &fresh()
{
    static EpochIo io(Medium::Unknown, 2);
    io.forget();
    return io;
}

/// Goes on with whatever the journal on the disk says; an error as a sentence, empty where all went well.
std::string finish(BlockDevice &disk, const RemapCase &one)
{
    Result<std::optional<Journal>> journal = Journal::find(disk, one.candidates());
    if (!journal)
        return journal.error().detail;
    if (!*journal)
        return "no journal";
    const auto moved = Mover(disk, **journal, fresh()).run({});
    return moved ? std::string() : moved.error().detail;
}

/// Power cuts at writes, and in what recovers from them, and in what recovers from that.
class PowerCuts
{
public:
    explicit PowerCuts(const RemapCase &one, std::uint64_t seed)
        : m_case(one)
        , m_random(seed)
    {}

    /// Moves once, and cuts the power after each write and flush in several ways.
    void explore(int ways)
    {
        Mains mains;
        CrashDevice disk(m_case.before, mains);
        Result<Journal> journal = Journal::create(disk, m_case.places, m_case.body());
        if (!journal) {
            m_wrong = journal.error().detail;
            return;
        }
        disk.watch([&](const CrashDevice &now) {
            for (int way = 0; way < ways && m_wrong.empty(); ++way)
                recover(survivorOf(now), 1);
        });
        // Not the one with which the watcher recovers, while this one is at work.
        static EpochIo ownIo(Medium::Unknown, 2);
        ownIo.forget();
        if (const auto moved = Mover(disk, *journal, ownIo).run({}); !moved)
            m_wrong = moved.error().detail;
    }

    [[nodiscard]] std::uint64_t points() const { return m_points; }
    [[nodiscard]] const std::string &wrong() const { return m_wrong; }

private:
    SparseBytes survivorOf(const CrashDevice &disk)
    {
        ++m_points;
        const std::uint64_t seed = m_random() % 1000;
        return m_random() % 4 == 0 ? disk.garbledSurvivor(seed) : disk.survivor(seed);
    }

    void recover(const SparseBytes &survivor, int depth)
    {
        Mains mains;
        CrashDevice disk(survivor, mains);
        std::optional<SparseBytes> next;
        if (depth < nestedMax) {
            std::uint64_t left = m_random() % 12;
            disk.watch([&, left](const CrashDevice &now) mutable {
                if (left-- == 0)
                    next = survivorOf(now);
            });
        }
        const std::string said = finish(disk, m_case);
        disk.watch({});
        if (!said.empty())
            m_wrong = said;
        else if (!m_case.isMoved(disk.survivor(0)))
            m_wrong = "data is lost";
        else if (next)
            recover(*next, depth + 1);
    }

    const RemapCase &m_case;
    std::mt19937_64 m_random;
    std::uint64_t m_points = 0;
    std::string m_wrong;
};

std::uint64_t wantedPoints()
{
    return qEnvironmentVariableIntValue("PARTERRE_ENGINE_CRASH_POINTS") > 0
        ? static_cast<std::uint64_t>(qEnvironmentVariableIntValue("PARTERRE_ENGINE_CRASH_POINTS"))
        : 100000;
}

/// The first layout from this seed on that can be done, and takes some epochs.
RemapCase longCase(std::uint64_t seed)
{
    for (;; ++seed) {
        std::optional<RemapCase> one = drawRemapCase(seed);
        if (one && one->program.epochs >= 6)
            return *std::move(one);
    }
}

/// Moves until `epochs` are done, then stops as a stop of the user does.
bool moveUntil(BlockDevice &disk, Journal &journal, std::uint64_t epochs)
{
    std::stop_source stop;
    Mover mover(disk, journal, fresh(), [&](const MoveProgress &progress) {
        if (progress.epoch >= epochs)
            stop.request_stop();
    });
    const auto moved = mover.run(stop.get_token());
    return moved || moved.error().code == ErrorCode::Cancelled;
}

}

class TestMover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noPowerCutLosesAnything_data()
    {
        QTest::addColumn<std::uint64_t>("first");
        for (std::uint64_t part = 0; part < parts; ++part)
            QTest::addRow("part %d", static_cast<int>(part + 1)) << 1 + part * 1'000'000;
    }
    /// The engine itself, with its journal on the same disk.
    void noPowerCutLosesAnything()
    {
        QFETCH(const std::uint64_t, first);
        std::uint64_t points = 0;
        std::uint64_t layouts = 0;
        for (std::uint64_t seed = first; points < wantedPoints() / parts; ++seed) {
            const std::optional<RemapCase> one = drawRemapCase(seed);
            if (!one)
                continue;
            PowerCuts cuts(*one, seed);
            cuts.explore(3);
            points += cuts.points();
            ++layouts;
            if (!cuts.wrong().empty())
                QFAIL(qPrintable(
                    QStringLiteral("layout %1: %2").arg(seed).arg(QString::fromStdString(cuts.wrong()))));
        }
        qInfo("%llu crash points of %llu layouts: 0 bytes lost", static_cast<unsigned long long>(points),
              static_cast<unsigned long long>(layouts));
    }

    void movesWithOneFlushForEachEpochAndNothingBesides()
    {
        const RemapCase one = longCase(7);
        MemoryDevice memory(one.before);
        RecordingDevice disk(memory);
        Result<Journal> journal = Journal::create(disk, one.places, one.body());
        QVERIFY(journal);
        disk.forget();
        std::vector<std::uint64_t> seen;
        Bytes written;
        Mover mover(disk, *journal, fresh(), [&](const MoveProgress &progress) {
            seen.push_back(progress.epoch);
            written = progress.written;
        });
        const auto moved = mover.run({});
        QVERIFY2(moved, moved ? "" : moved.error().detail.c_str());
        QVERIFY(one.isMoved(memory.content()));
        QCOMPARE(seen.size(), one.program.epochs);
        QVERIFY(std::ranges::is_sorted(seen));
        QCOMPARE(seen.back(), one.program.epochs);
        // One more before the first, so that nothing is concluded from what is not durable, and one for the
        // seal.
        QCOMPARE(moved->flushes, one.program.epochs + 2);
        QVERIFY(written == one.program.moved + one.program.staged);
        QVERIFY(moved->written == written);
        Bytes all;
        for (const RecordingDevice::Operation &operation : disk.operations()) {
            if (operation.kind == RecordingDevice::Operation::Kind::Write)
                all += operation.extent.size;
        }
        QVERIFY(all == written + journalBlock * static_cast<std::int64_t>(2 * (one.program.epochs + 1)));
    }

    void goesBackFromAnyEpoch()
    {
        for (std::uint64_t seed = 1; seed < 60; ++seed) {
            const std::optional<RemapCase> one = drawRemapCase(seed);
            if (!one)
                continue;
            MemoryDevice disk(one->before);
            Result<Journal> journal = Journal::create(disk, one->places, one->body());
            QVERIFY(journal && moveUntil(disk, *journal, seed % (one->program.epochs + 1)));
            const auto rest = Mover(disk, *journal, fresh()).rest({});
            QVERIFY(rest);
            Body back{.moves = movesBack(one->program, one->moves, one->scratch, *rest)};
            std::vector<Extent> places;
            for (const Move &move : back.moves) {
                places.push_back(move.source);
                places.push_back({.begin = move.destinations.front(), .size = move.source.size});
            }
            back.scratch = gaps(extentBetween(one->places[0].end(), one->places[1].begin), places);
            const auto program = planMoves(back.moves, {.scratch = back.scratch, .slotMax = Bytes(8192)});
            if (!program)
                continue;
            back.program = *program;
            QVERIFY(journal->replace(back));
            QCOMPARE(finish(disk, *one), std::string());
            QVERIFY2(one->isAsBefore(disk.content()), qPrintable(QString::number(seed)));
        }
    }

    void aDriveThatLiesAboutFlushesIsFoundOut()
    {
        const RemapCase one = longCase(20);
        Mains mains;
        CrashDevice disk(one.before, mains);
        Result<Journal> journal = Journal::create(disk, one.places, one.body());
        QVERIFY(journal);
        disk.lieAboutFlushes();
        // What the drive still held in its cache is lost, but for the newest record.
        SparseBytes survivor = disk.survivor(0);
        disk.watch([&](const CrashDevice &now) { survivor = now.survivor(0); });
        QVERIFY(moveUntil(disk, *journal, 5));
        disk.watch({});
        MemoryDevice lost(survivor);
        for (std::uint64_t epoch = 0; epoch < 5; ++epoch) {
            // The records reached the medium, the data did not.
            for (const Extent &place : one.places) {
                const Offset slot = place.begin + journalBlock * static_cast<std::int64_t>(1 + epoch);
                std::vector<std::byte> block(4096);
                QVERIFY(disk.read(slot, block));
                QVERIFY(lost.write(slot, block));
            }
        }
        const std::string said = finish(lost, one);
        QVERIFY2(said.contains("the drive lost what it said was safe"), said.c_str());
        QVERIFY(said.starts_with("bytes "));
    }

    void anUnsafeProgramIsRefusedBeforeAnythingIsWritten()
    {
        const RemapCase one = longCase(30);
        Body broken = one.body();
        // What two epochs do, in one.
        for (Run &run : broken.program.runs)
            run.epoch = 0;
        MemoryDevice memory(one.before);
        Result<Journal> journal = Journal::create(memory, one.places, broken);
        QVERIFY(journal);
        RecordingDevice disk(memory);
        const auto moved = Mover(disk, *journal, fresh()).run({});
        QVERIFY(!moved);
        QCOMPARE(moved.error().code, ErrorCode::Refused);
        QVERIFY(disk.operations().empty());
    }

    void aBadSectorStopsItAndItGoesOnLater()
    {
        const RemapCase one = longCase(40);
        MemoryDevice memory(one.before);
        Result<Journal> journal = Journal::create(memory, one.places, one.body());
        QVERIFY(journal);
        for (int operations = 0; operations < 60; operations += 7) {
            FaultyDevice disk(memory);
            disk.failAfter(operations + 140, EIO);
            (void)Mover(disk, *journal, fresh()).run({});
        }
        QCOMPARE(finish(memory, one), std::string());
        QVERIFY(one.isMoved(memory.content()));
    }

    void aBadBlockInTheRingHasASecondCopy()
    {
        const RemapCase one = longCase(50);
        MemoryDevice memory(one.before);
        Result<Journal> journal = Journal::create(memory, one.places, one.body());
        QVERIFY(journal && moveUntil(memory, *journal, 3));
        FaultyDevice disk(memory);
        const Extent slot{.begin = one.places[0].begin + journalBlock * 3, .size = journalBlock};
        disk.failReadsOf(slot);
        QCOMPARE(finish(disk, one), std::string());
        QVERIFY(one.isMoved(memory.content()));
        disk.failReadsOf({.begin = one.places[1].begin + journalBlock * 3, .size = journalBlock});
        QVERIFY(!finish(disk, one).empty());
    }
};

QTEST_GUILESS_MAIN(TestMover)
#include "tst_mover.moc"
