// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/copier.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <random>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Rate = std::function<double(unsigned depth)>;  ///< MiB in a second

constexpr Depth::Range range{.least = 2, .start = 8, .most = 24};
constexpr Bytes window = 192_MiB;

/// A device of any speed, and a clock that nobody waits for.
struct Bench
{
    /// Moves so many windows; changes() and values are of all of them.
    void move(int windows, const Rate &rate)
    {
        for (Bytes moved; moved < window * windows; moved += 1_MiB) {
            const unsigned before = depth.value();
            now += std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / rate(before)));
            depth.moved(1_MiB, now);
            changes += depth.value() == before ? 0 : 1;
            lowest = std::min(lowest, depth.value());
            highest = std::max(highest, depth.value());
        }
    }

    Depth depth{range, window};
    Depth::Time now;
    int changes = 0;
    unsigned lowest = range.start;
    unsigned highest = range.start;
};

double flat(unsigned)
{
    return 500;
}

constexpr Extent whole{.begin = {}, .size = 1_GiB};

/// All data, none of it kept.
class Void final : public BlockDevice
{
public:
    [[nodiscard]] std::string name() const override { return "void"; }
    [[nodiscard]] Bytes size() const override { return whole.size * 2; }
    [[nodiscard]] Bytes sectorSize() const override { return 512_B; }
    [[nodiscard]] Result<> read(Offset, std::span<std::byte>) override { return {}; }
    [[nodiscard]] Result<> write(Offset, std::span<const std::byte>) override { return {}; }
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent) override { return {}; }
};

/// A device whose time for a transfer is the same however many are under way, up to `best` of them.
class Timed final : public Transfers
{
public:
    struct Log
    {
        Depth::Time now;
        Bytes most;        ///< of reads of the source that were under way at once
        Bytes mostOthers;  ///< the same of writes, and of reads back
        Bytes mostLater;   ///< as `most`, of the last quarter
    };

    Timed(Log &log, std::size_t best)
        : m_log(log)
        , m_best(best)
    {}

    void start(BlockDevice &, const Transfer &transfer, std::uint64_t tag) override
    {
        m_queue.push_back({.transfer = transfer, .tag = tag});
        if (transfer.kind == Transfer::Kind::Flush)
            return;
        const bool isSource = transfer.at < whole.end();
        Bytes amount;
        for (const Started &one : m_queue) {
            const bool isSame =
                one.transfer.kind == transfer.kind && (one.transfer.at < whole.end()) == isSource;
            amount += isSame ? Bytes(static_cast<std::int64_t>(one.transfer.memory.size())) : Bytes();
        }
        Bytes &most = isSource ? m_log.most : m_log.mostOthers;
        most = std::max(most, amount);
        if (isSource && transfer.at >= Offset() + 768_MiB)
            m_log.mostLater = std::max(m_log.mostLater, amount);
    }
    [[nodiscard]] Finished wait() override
    {
        m_log.now += std::chrono::microseconds(20000) / std::min(m_queue.size(), m_best);
        const std::uint64_t tag = m_queue.front().tag;
        m_queue.pop_front();
        return {.tag = tag, .result = {}};
    }
    [[nodiscard]] std::size_t underWay() const override { return m_queue.size(); }

private:
    struct Started
    {
        Transfer transfer;
        std::uint64_t tag = 0;
    };

    Log &m_log;
    std::size_t m_best;
    std::deque<Started> m_queue;
};

Timed::Log logOf(Medium medium, std::size_t best)
{
    Void device;
    const CopyOrder order{.source = &device,
                          .name = "nothing",
                          .extent = whole,
                          .used = {whole},
                          .targets = {{.device = &device, .at = whole.end()}},
                          .medium = medium,
                          .isTakingTurns = takesTurns(medium)};
    Timed::Log log;
    Copier copier(order, [](const Work &) {}, std::make_unique<Timed>(log, best), [&log] { return log.now; });
    return copier.run({}) ? log : Timed::Log();
}

}

class TestDepth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMediumHasItsRange()
    {
        for (const Medium medium :
             {Medium::Unknown, Medium::Rotational, Medium::Stick, Medium::SolidState, Medium::Nvme}) {
            const Depth::Range its = Depth::rangeFor(medium);
            QVERIFY(its.least > 0 && its.least <= its.start && its.start <= its.most && its.most <= 24);
            QCOMPARE(Depth(its, window).value(), its.start);
        }
        QVERIFY(Depth::rangeFor(Medium::Stick).start < Depth::rangeFor(Medium::Rotational).start);
        QVERIFY(Depth::rangeFor(Medium::Rotational).start < Depth::rangeFor(Medium::SolidState).start);
        QVERIFY(Depth::rangeFor(Medium::SolidState).start < Depth::rangeFor(Medium::Nvme).start);
    }

    void climbsToWhereItIsFast_data()
    {
        QTest::addColumn<double>("best");
        QTest::addColumn<unsigned>("from");
        QTest::addColumn<unsigned>("to");
        QTest::newRow("one thing at a time, each more in the way") << 1.0 << 2U << 2U;
        QTest::newRow("fewer") << 4.0 << 3U << 5U;
        QTest::newRow("as begun") << 8.0 << 8U << 8U;
        QTest::newRow("more") << 12.0 << 12U << 12U;
        QTest::newRow("more than it may") << 100.0 << 24U << 24U;
    }
    void climbsToWhereItIsFast()
    {
        QFETCH(const double, best);
        QFETCH(const unsigned, from);
        QFETCH(const unsigned, to);
        Bench bench;
        const Rate rate = [best](unsigned depth) { return 500 * std::min(depth / best, best / depth); };
        bench.move(200, rate);
        // What is tried now and then is left again at once.
        int at = 0;
        for (int i = 0; i < 200; ++i) {
            bench.move(1, rate);
            at += bench.depth.value() >= from && bench.depth.value() <= to ? 1 : 0;
        }
        QVERIFY2(at >= 180, qPrintable(QString::number(at)));
        QVERIFY(bench.lowest >= range.least && bench.highest <= range.most);
    }

    void followsADeviceThatIsAnotherLater()
    {
        Bench bench;
        bench.move(100, [](unsigned depth) { return 50.0 * depth; });
        QVERIFY(bench.depth.value() >= 16);
        bench.move(400, [](unsigned depth) { return 500.0 / depth; });
        QVERIFY2(bench.depth.value() <= 3, qPrintable(QString::number(bench.depth.value())));
    }

    void staysWhereDepthDoesNotMatter()
    {
        Bench bench;
        int at = 0;
        for (int i = 0; i < 1000; ++i) {
            bench.move(1, flat);
            at += bench.depth.value() == range.start ? 1 : 0;
        }
        QVERIFY2(at >= 950, qPrintable(QString::number(at)));
        // There and back, rarer each time.
        QVERIFY2(bench.changes >= 10 && bench.changes <= 80, qPrintable(QString::number(bench.changes)));
        QVERIFY(bench.lowest >= 6 && bench.highest <= 12);
    }

    void noiseDoesNotMakeItWander()
    {
        for (unsigned seed = 0; seed < 20; ++seed) {
            Bench bench;
            std::mt19937 random(seed);
            for (int i = 0; i < 2000; ++i) {
                // A twentieth to either side, for half a window each.
                const double factor = 0.95 + 0.0001 * static_cast<double>(random() % 1000);
                bench.move(1, [factor](unsigned) { return 500 * factor; });
            }
            QVERIFY(bench.lowest >= 6 && bench.highest <= 12);
        }
    }

    /// The outer tracks, a cache that is full, another program: no merit of what was tried just then.
    void aDeviceThatChangesByItselfProvesNothing()
    {
        for (const double factor : {4.0, 0.25}) {
            for (int quarter = 0; quarter < 80; ++quarter) {
                Bench bench;
                Bytes moved;
                const Bytes until = Bytes(window.count() / 4) * quarter;
                bench.move(40, [&](unsigned) { return (moved += 1_MiB) > until ? 500.0 * factor : 500.0; });
                QVERIFY2(bench.lowest >= 6 && bench.highest <= 12, qPrintable(QString::number(quarter)));
            }
        }
    }

    void aClockThatStandsStillProvesNothing()
    {
        Depth depth(range, window);
        for (int i = 0; i < 10000; ++i)
            depth.moved(1_MiB, Depth::Time());
        QCOMPARE(depth.value(), range.start);
    }

    void whatHasNoChoiceStays()
    {
        Depth depth({.least = 4, .start = 4, .most = 4}, window);
        Depth::Time now;
        for (int i = 0; i < 10000; ++i) {
            depth.moved(1_MiB, now += std::chrono::milliseconds(1));
            QCOMPARE(depth.value(), 4U);
        }
    }

    void aCopyKeepsToIt_data()
    {
        QTest::addColumn<int>("medium");
        QTest::newRow("stick") << int(Medium::Stick);
        QTest::newRow("rotational") << int(Medium::Rotational);
        QTest::newRow("unknown") << int(Medium::Unknown);
        QTest::newRow("nvme") << int(Medium::Nvme);
    }
    void aCopyKeepsToIt()
    {
        QFETCH(const int, medium);
        const Depth::Range its = Depth::rangeFor(Medium(medium));
        const Timed::Log log = logOf(Medium(medium), 1);
        QVERIFY2(log.most >= 1_MiB * its.start && log.most <= 1_MiB * its.most,
                 qPrintable(QString::number(log.most.count())));
        QVERIFY(log.mostOthers > 0_B && log.mostOthers <= 1_MiB * its.most);
    }

    void aCopyFindsWhatIsFast()
    {
        // Where one is as fast as many it stays small; where many are faster it grows.
        const Bytes small = logOf(Medium::Stick, 1).mostLater;
        const Bytes large = logOf(Medium::Stick, 100).mostLater;
        QVERIFY2(small <= 3_MiB && large >= 6_MiB,
                 qPrintable(QStringLiteral("%1 and %2").arg(small.count()).arg(large.count())));
    }
};

QTEST_GUILESS_MAIN(TestDepth)
#include "tst_depth.moc"
