// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/planner.h"
#include "core/remap/proof.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

Extent mib(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset(begin << 20U), .size = Bytes(size << 20U)};
}

Move moved(std::int64_t from, std::int64_t size, const std::vector<std::int64_t> &to)
{
    Move move{.source = mib(from, size), .destinations = {}};
    for (const std::int64_t destination : to)
        move.destinations.push_back(mib(destination, 0).begin);
    return move;
}

/// Partitions of these sizes that follow each other, put in this order.
std::vector<Move> rearranged(const std::vector<std::int64_t> &sizes, const std::vector<std::size_t> &order)
{
    std::vector<Move> moves;
    std::int64_t at = 0;
    for (const std::int64_t size : sizes) {
        moves.push_back(moved(at, size, {}));
        at += size;
    }
    at = 0;
    for (const std::size_t i : order) {
        moves[i].destinations = {mib(at, 0).begin};
        at += sizes[i];
    }
    return moves;
}

/// Partitions that fill 20 TB, of any size and in any order.
std::vector<Move> randomOnes(std::size_t count)
{
    constexpr std::int64_t all = 19'073'486;
    const auto mean = all / static_cast<std::int64_t>(count);
    std::mt19937 random(1);
    std::vector<std::int64_t> sizes;
    for (std::size_t i = 1; i < count; i += 2) {
        sizes.push_back(1 + static_cast<std::int64_t>(random()) % (2 * mean - 1));
        sizes.push_back(2 * mean - sizes.back());
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    return rearranged(sizes, order);
}

/// nullptr if the program does what is wished and keeps the rules.
const char *wrong(const std::vector<Move> &moves, const Room &room, const Program &program)
{
    static std::string text;
    const auto violation = findViolation(program, moves, room.scratch);
    if (!violation)
        return nullptr;
    text = "rule " + std::to_string(static_cast<int>(violation->rule)) + " in epoch "
        + std::to_string(violation->epoch) + " at " + std::to_string(violation->where.begin.bytes());
    return text.c_str();
}

/// Whether nothing is written that shares a physical sector with anything else.
bool isIn(Bytes grain, const Program &program)
{
    for (EpochReader reader(program); !reader.isAtEnd(); reader.advance()) {
        const std::vector<Copy> copies = reader.copies();
        const auto isWhole = [&](const Copy &copy) {
            return isAligned(copy.destination, grain) && copy.source.size.count() % grain.count() == 0;
        };
        if (!std::ranges::all_of(copies, isWhole))
            return false;
    }
    return true;
}

Bytes wished(const std::vector<Move> &moves)
{
    Bytes sum;
    for (const Move &move : moves) {
        const auto away = std::ranges::count_if(
            move.destinations, [&](Offset destination) { return destination != move.source.begin; });
        sum += move.source.size * away;
    }
    return sum;
}

}

class TestPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWouldTakeTooManyEpochsIsShortOfScratch()
    {
        const auto shifted = [](Bytes size) {
            return std::vector<Move>{
                {.source = {.begin = Offset(), .size = size}, .destinations = {Offset() + 1_MiB}}};
        };
        QVERIFY(planMoves(shifted(32768_GiB), {}));
        const auto tooLong = planMoves(shifted(32768_GiB + 1_MiB), {});
        QVERIFY(!tooLong);
        const Room room{.scratch = {{.begin = Offset() + 65536_GiB, .size = tooLong.error().missing}}};
        const auto program = planMoves(shifted(32768_GiB + 1_MiB), room);
        QVERIFY(program && program->epochs < ProgramLimits().epochs);
    }

    void canBeStopped()
    {
        // Once on the ordinary way, and once where all is exchanged.
        for (const std::int64_t scratch : {0, 1}) {
            const std::vector<Move> moves = randomOnes(128);
            Room room{
                .scratch = {{.begin = Offset(std::int64_t{1} << 50U), .size = 64_MiB + 8_GiB * scratch}}};
            QVERIFY(planMoves(moves, room));
            std::stop_source stop;
            room.stop = stop.get_token();
            stop.request_stop();
            QVERIFY(planMoves(moves, room) == std::unexpected(Shortage()));
        }
    }

    void moves_data()
    {
        QTest::addColumn<std::vector<Move>>("moves");
        QTest::addColumn<std::vector<Extent>>("scratch");
        QTest::addColumn<qint64>("staged");  // MiB
        using Moves = std::vector<Move>;
        using Places = std::vector<Extent>;
        QTest::newRow("nothing") << Moves{} << Places{} << 0LL;
        QTest::newRow("stays") << Moves{moved(1, 10, {1})} << Places{} << 0LL;
        QTest::newRow("to free space") << Moves{moved(1, 10, {100})} << Places{} << 0LL;
        QTest::newRow("a clone, the origin stays") << Moves{moved(1, 10, {1, 100})} << Places{} << 0LL;
        QTest::newRow("the origin moves, a clone stays")
            << Moves{moved(1, 10, {100, 1, 200})} << Places{} << 0LL;
        QTest::newRow("a long one") << Moves{moved(1, 1000, {2000})} << Places{} << 0LL;
        QTest::newRow("right by 10") << Moves{moved(1, 1000, {11})} << Places{} << 0LL;
        QTest::newRow("left by 10") << Moves{moved(11, 1000, {1})} << Places{} << 0LL;
        QTest::newRow("right by 1, no scratch") << Moves{moved(1, 1000, {2})} << Places{} << 0LL;
        QTest::newRow("right by 1 through scratch")
            << Moves{moved(1, 1000, {2})} << Places{mib(2000, 200)} << 1000LL;
        QTest::newRow("left by 1 through scratch")
            << Moves{moved(2, 1001, {1})} << Places{mib(2000, 30)} << 1001LL;
        QTest::newRow("overlapping itself, but a clone does not")
            << Moves{moved(1, 100, {2, 500})} << Places{mib(2000, 200)} << 0LL;
        QTest::newRow("a chain") << Moves{moved(1, 10, {11}), moved(11, 10, {21}), moved(21, 10, {31})}
                                 << Places{} << 0LL;
        QTest::newRow("a swap") << Moves{moved(1, 10, {11}), moved(11, 10, {1})} << Places{mib(50, 100)}
                                << 10LL;
        QTest::newRow("a swap with little scratch")
            << Moves{moved(0, 10, {10}), moved(10, 10, {0})} << Places{mib(50, 1)} << 10LL;
        QTest::newRow("a swap that a clone breaks")
            << Moves{moved(1, 10, {11, 31}), moved(11, 10, {1})} << Places{} << 0LL;
        QTest::newRow("the sketch's five: 1 to 4, 2 to 3, 3 to 1, 4 to 5, 5 to 2")
            << Moves{moved(1, 1, {4}), moved(2, 1, {3}), moved(3, 1, {1}), moved(4, 1, {5}), moved(5, 1, {2})}
            << Places{mib(9, 1)} << 1LL;
        QTest::newRow("unequal ones change places")
            << Moves{moved(0, 10, {25}), moved(10, 25, {0})} << Places{mib(50, 20)} << 10LL;
        QTest::newRow("a small one from the end to the start of a large one")
            << Moves{moved(0, 1000, {1}), moved(1000, 1, {0})} << Places{mib(2000, 1)} << 1LL;
        QTest::newRow("clones before the origin on a full disk")
            << Moves{moved(0, 10, {0}), moved(10, 20, {10, 30}), moved(30, 30, {50})} << Places{} << 0LL;
        QTest::newRow("an old place becomes scratch")
            << Moves{moved(0, 10, {100}), moved(20, 10, {30}), moved(30, 10, {20})} << Places{} << 10LL;
    }
    void moves()
    {
        QFETCH(const std::vector<Move>, moves);
        QFETCH(const std::vector<Extent>, scratch);
        QFETCH(const qint64, staged);
        Room room;
        room.scratch = scratch;
        const auto program = planMoves(moves, room);
        QVERIFY(program);
        QVERIFY2(!wrong(moves, room, *program), wrong(moves, room, *program));
        QCOMPARE(program->moved.count(), wished(moves).count());
        QCOMPARE(program->staged.count(), staged << 20);
    }

    void aCircleWithoutScratchSaysWhatIsMissing()
    {
        const std::vector moves{moved(0, 10, {10}), moved(10, 10, {0})};
        const auto program = planMoves(moves, Room());
        QVERIFY(!program);
        QCOMPARE(program.error().missing.count(), (10_MiB).count());
        Room room;
        room.scratch = {mib(20, 10)};
        QVERIFY(planMoves(moves, room));
    }

    void epochsAreFew()
    {
        // 128 GiB in epochs of 256 MiB.
        QCOMPARE(planMoves({moved(0, 128 << 10, {1 << 20})}, Room())->epochs, std::uint64_t{512});
        // A shift by 64 MiB: no epoch can be longer.
        QCOMPARE(planMoves({moved(0, 128 << 10, {64})}, Room())->epochs, std::uint64_t{2048});
        // Small ones go together.
        std::vector<Move> many;
        for (std::int64_t i = 0; i < 100; ++i)
            many.push_back(moved(2 * i, 1, {1000 + 3 * i}));
        QCOMPARE(planMoves(many, Room())->epochs, std::uint64_t{1});
    }

    /// 20 TB, 128 partitions, all of them in another order: few runs, whatever the size.
    void aLargeDiskIsASmallProgram()
    {
        std::vector<std::int64_t> order(128);
        std::iota(order.begin(), order.end(), 0);
        std::shuffle(order.begin(), order.end(), std::mt19937(7));
        constexpr std::int64_t size = 150 << 10;
        std::vector<Move> moves;
        for (std::size_t i = 0; i < order.size(); ++i)
            moves.push_back(moved(static_cast<std::int64_t>(i) * size, size, {order[i] * size}));
        Room room;
        room.scratch = {mib(129 * size, 64 << 10)};
        const auto program = planMoves(moves, room);
        QVERIFY(program);
        QVERIFY2(!wrong(moves, room, *program), wrong(moves, room, *program));
        qInfo("%zu runs, %llu epochs, %lld MiB moved, %lld MiB staged", program->runs.size(),
              static_cast<unsigned long long>(program->epochs),
              static_cast<long long>(program->moved.count() >> 20),
              static_cast<long long>(program->staged.count() >> 20));
    }

    void hardOnesStaySmall_data();
    void hardOnesStaySmall();
    void allOrdersOfFewBlocks_data();
    void allOrdersOfFewBlocks();
    void randomLayouts();
};

void TestPlanner::hardOnesStaySmall_data()
{
    using Moves = std::vector<Move>;
    QTest::addColumn<Moves>("moves");
    QTest::addColumn<int>("scratch");   // MiB
    QTest::addColumn<qint64>("staged");  // MiB at most
    QTest::addColumn<int>("runs");      // at most
    QTest::addColumn<int>("epochs");    // at most
    constexpr std::int64_t gib10 = 10240;
    const Moves swapped{moved(0, gib10, {gib10 + 1}), moved(gib10, gib10 + 1, {0})};
    QTest::newRow("10 GiB and 1 MiB more trade places, 1 MiB of scratch")
        << swapped << 1 << 1LL << 20482 << 20482;
    QTest::newRow("the same, 8 MiB") << swapped << 8 << 10240LL << 8000 << 6000;
    QTest::newRow("the same, 64 MiB") << swapped << 64 << 10240LL << 900 << 650;
    QTest::newRow("the same, 4 GiB") << swapped << 4096 << 10240LL << 11 << 125;
    QTest::newRow("300 MiB and 301") << Moves{moved(0, 300, {301}), moved(300, 301, {0})} << 64 << 300LL << 20
                                     << 15;
    const Moves around{moved(0, gib10, {2 * gib10 + 1}), moved(gib10, gib10, {gib10 + 1}),
                       moved(2 * gib10, gib10, {1})};
    QTest::newRow("two trade places, one between shifts by 1 MiB, 64 MiB of scratch")
        << around << 64 << 20480LL << 2000 << 2100;
    Moves equal;
    for (std::int64_t i = 0; i < 5; ++i)
        equal.push_back(moved(i * gib10, gib10, {(i + 1) % 5 * gib10}));
    QTest::newRow("five go round, 64 MiB of scratch") << equal << 64 << 10240LL << 960 << 960;
    QTest::newRow("five unlike ones go round, 64 MiB of scratch")
        << rearranged({3000, 5000, 7001, 20003, 9007}, {4, 0, 1, 2, 3}) << 64 << 64LL << 2300 << 1700;
    QTest::newRow("128 on 20 TB, 64 MiB of scratch")
        << randomOnes(128) << 64 << 19'400'000LL << 30000 << 800'000;
    QTest::newRow("128 on 20 TB, 64 GiB") << randomOnes(128) << (64 << 10) << 200'000LL << 30000 << 90'000;
}

/// Where pieces would be small or many, some are staged or exchanged; never more than is moved at all.
void TestPlanner::hardOnesStaySmall()
{
    QFETCH(const std::vector<Move>, moves);
    QFETCH(const int, scratch);
    QFETCH(const qint64, staged);
    QFETCH(const int, runs);
    QFETCH(const int, epochs);
    Room room;
    room.scratch = {mib(std::int64_t{1} << 26U, scratch)};
    const auto program = planMoves(moves, room);
    QVERIFY(program);
    QVERIFY2(!wrong(moves, room, *program), wrong(moves, room, *program));
    qInfo("%zu runs, %llu epochs, %lld MiB moved, %lld MiB staged", program->runs.size(),
          static_cast<unsigned long long>(program->epochs),
          static_cast<long long>(program->moved.count() >> 20),
          static_cast<long long>(program->staged.count() >> 20));
    QCOMPARE(program->moved.count(), wished(moves).count());
    QVERIFY(program->staged.count() <= staged << 20);
    QVERIFY(program->staged.count() <= program->moved.count() / 100 * 102);
    QVERIFY(program->runs.size() <= static_cast<std::size_t>(runs));
    QVERIFY(program->epochs <= static_cast<std::uint64_t>(epochs));
}

void TestPlanner::allOrdersOfFewBlocks_data()
{
    QTest::addColumn<int>("scratch");
    QTest::newRow("no scratch") << 0;
    QTest::newRow("one block of scratch") << 1;
    QTest::newRow("three blocks") << 3;
}

/// Every way in which each of five blocks gets the content of one or none of them.
void TestPlanner::allOrdersOfFewBlocks()
{
    QFETCH(const int, scratch);
    constexpr int blocks = 5;
    constexpr Bytes grain{4096};
    const auto at = [&](int block) { return Offset(grain.count() * block); };
    Room room;
    if (scratch > 0)
        room.scratch = {{.begin = at(blocks + 1), .size = grain * scratch}};
    int planned = 0;
    int short_ = 0;
    for (int code = 0; code < 7776; ++code) {
        std::vector<Move> moves(blocks);
        for (int block = 0, rest = code; block < blocks; ++block, rest /= blocks + 1) {
            moves[static_cast<std::size_t>(block)].source = {.begin = at(block), .size = grain};
            if (const int source = rest % (blocks + 1); source < blocks)
                moves[static_cast<std::size_t>(source)].destinations.push_back(at(block));
        }
        // Each is set for sure only now.
        for (int block = 0; block < blocks; ++block)
            moves[static_cast<std::size_t>(block)].source = {.begin = at(block), .size = grain};
        const auto program = planMoves(moves, room);
        if (!program) {
            ++short_;
            QCOMPARE(scratch, 0);
            continue;
        }
        ++planned;
        QVERIFY2(!wrong(moves, room, *program), qPrintable(QString::number(code)));
        QCOMPARE(program->moved.count(), wished(moves).count());
    }
    qInfo("%d planned, %d refused for want of scratch", planned, short_);
    QCOMPARE(planned + short_, 7776);
    QVERIFY(scratch > 0 ? short_ == 0 : short_ > 0);
}

void TestPlanner::randomLayouts()
{
    std::mt19937 random(20);
    const auto below = [&](std::int64_t n) {
        return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random);
    };
    constexpr Bytes grain{4096};
    int refused = 0;
    constexpr int layouts = 5000;
    for (int i = 0; i < layouts; ++i) {
        // Old: some extents with gaps; new: the same with clones, in another order, with other gaps.
        std::vector<Move> moves;
        std::int64_t at = below(4);
        const auto count = static_cast<std::size_t>(1 + below(6));
        for (std::size_t k = 0; k < count; ++k) {
            const std::int64_t size = 1 + below(30);
            moves.push_back(
                {.source = {.begin = Offset(at * grain.count()), .size = grain * size}, .destinations = {}});
            at += size + (below(2) == 0 ? below(12) : 0);
        }
        std::vector<std::size_t> order;
        for (std::size_t k = 0; k < count; ++k)
            order.insert(order.end(), static_cast<std::size_t>(below(8) == 0 ? 2 : 1), k);
        if (below(2) == 0)
            std::shuffle(order.begin(), order.end(), random);
        std::int64_t to = below(6);
        for (const std::size_t k : order) {
            moves[k].destinations.emplace_back(to * grain.count());
            to += moves[k].source.size / grain + (below(3) == 0 ? below(8) : 0);
        }
        Room room{.scratch = {},
                  .grain = grain,
                  .epochMax = grain * (1 + below(40)) - Bytes(below(2) * 512),
                  .directMin = grain * below(6),
                  .slotMax = grain * (1 + below(20)),
                  .piecesMax = below(3) == 0 ? 1 + below(8) : 1000};
        const std::int64_t end = std::max(at, to);
        if (const std::int64_t scratch = below(25); scratch > 0)
            room.scratch = {{.begin = Offset(end * grain.count()), .size = grain * scratch}};
        const auto program = planMoves(moves, room);
        if (!program) {
            ++refused;
            QVERIFY(room.scratch.empty());
            continue;
        }
        QVERIFY2(!wrong(moves, room, *program),
                 qPrintable(QStringLiteral("%1: %2").arg(i).arg(wrong(moves, room, *program))));
        QVERIFY2(isIn(grain, *program), qPrintable(QString::number(i)));
        QCOMPARE(program->moved.count(), wished(moves).count());
    }
    qInfo("%d of %d refused for want of scratch", refused, layouts);
    QVERIFY(refused < layouts / 10);
}

QTEST_GUILESS_MAIN(TestPlanner)
#include "tst_planner.moc"
