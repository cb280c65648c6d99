// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: power_cuts

#include "core/remap/planner.h"
#include "tests/support/cut_campaign.h"

#include <QTest>

using namespace parterre;
using namespace parterre::test;

namespace {

using Kind = Protocol::Kind;

unsigned long long number(std::uint64_t count)
{
    return count;
}

/// How many power cuts the long test makes.
std::uint64_t wantedCuts()
{
    bool isNumber = false;
    const qulonglong asked = qEnvironmentVariable("PARTERRE_CRASH_POINTS").toULongLong(&isNumber);
    return isNumber ? asked : 10'000'000;
}

double percent(const CutTally &tally)
{
    return 100.0 * static_cast<double>(tally.lost) / static_cast<double>(tally.cuts);
}

/// All copies in another division.
CutCampaign::Reform packed(EpochRules rules)
{
    return [rules](const SectorEpochs &epochs, const RemapLayout &layout) {
        const auto grain = static_cast<Sector>(layout.room.grain.count());
        const auto most = static_cast<std::size_t>(layout.room.epochMax.count()) / grain;
        return repacked(epochs, grain, most, rules);
    };
}

SectorEpochs spreadOut(const SectorEpochs &epochs, const RemapLayout &)
{
    return spread(epochs);
}

struct Variant
{
    const char *name;
    CutCampaign campaign;
};

/// Each is safe.
std::vector<Variant> controls()
{
    return {
        {"records with digests, epochs packed anew", {.reform = packed({})}},
        {"lagged records", {.protocol = {.kind = Kind::Lagged}, .reform = spreadOut}},
        {"records after a flush", {.protocol = {.kind = Kind::Synced}}},
    };
}

/// Each lacks one thing of those that make it safe.
std::vector<Variant> brokenOnes()
{
    return {
        {"an epoch overwrites its sources", {.reform = packed({.sparesSources = false})}},
        {"an epoch overwrites what the last one wrote", {.reform = packed({.sparesLastTargets = false})}},
        {"goes on after the newest record, compares nothing", {.protocol = {.comparesDigests = false}}},
        {"does not flush before it goes on", {.protocol = {.flushesFirst = false}}},
        {"a write shares a physical sector with what stays", {.physical = 8}},
        {"lagged records, an epoch overwrites the last one's sources", {.protocol = {.kind = Kind::Lagged}}},
        {"lagged records, the newest written again in its place",
         {.protocol = {.kind = Kind::Lagged, .keepsRecords = false}, .reform = spreadOut}},
        {"records after no flush", {.protocol = {.kind = Kind::Synced, .flushesBeforeRecords = false}}},
        {"moves from one end to the other, and begins again", {.protocol = {.kind = Kind::None}}},
    };
}

}

class TestPowerCuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost();
    void otherSafeProtocolsAreFoundSafe();
    void brokenProtocolsAreFound();
    void eachFlushIsNeeded();
    void aMoverWithoutRecordsLosesMuch();
    void nothingIsLostOfFewBlocks_data();
    void nothingIsLostOfFewBlocks();
};

void TestPowerCuts::nothingIsLost()
{
    const std::uint64_t wanted = wantedCuts();
    const CutCampaign::Result result = CutCampaign{.wanted = wanted}.run();
    qInfo("%llu crash points in %llu layouts: %llu lost data; %llu layouts had more epochs than records, "
          "%llu were refused "
          "for want of scratch",
          number(result.tally.cuts), number(result.layouts), number(result.tally.lost),
          number(result.roundTheRing), number(result.refused));
    QVERIFY2(result.tally.lost == 0 && result.wrong == 0, result.tally.firstLoss.c_str());
    QVERIFY(result.tally.cuts >= wanted);
    QVERIFY(result.roundTheRing > 0 || wanted < 1'000'000);
    QVERIFY(result.refused * 20 < result.layouts);
}

void TestPowerCuts::otherSafeProtocolsAreFoundSafe()
{
    for (Variant variant : controls()) {
        variant.campaign.wanted = 200'000;
        const CutCampaign::Result result = variant.campaign.run();
        qInfo("%s: %llu of %llu crash points lost data", variant.name, number(result.tally.lost),
              number(result.tally.cuts));
        QVERIFY2(result.tally.lost == 0 && result.wrong == 0, result.tally.firstLoss.c_str());
    }
}

void TestPowerCuts::brokenProtocolsAreFound()
{
    std::size_t found = 0;
    const std::vector<Variant> variants = brokenOnes();
    for (Variant variant : variants) {
        variant.campaign.wanted = 5'000'000;
        variant.campaign.stopsAtLoss = true;
        const CutCampaign::Result result = variant.campaign.run();
        qInfo("%s: found after %llu crash points (%s)", variant.name, number(result.tally.cuts),
              result.tally.firstLoss.c_str());
        QVERIFY2(result.wrong == 0, variant.name);
        found += result.tally.lost > 0 ? 1 : 0;
    }
    qInfo("%zu of %zu broken protocols found", found, variants.size());
    QCOMPARE(found, variants.size());
}

/// Without any one of its flushes, in any one of some layouts, data is lost.
void TestPowerCuts::eachFlushIsNeeded()
{
    int found = 0;
    int flushes = 0;
    // All crash points of each: fewer layouts where fewer points are wanted.
    const std::uint64_t layouts = wantedCuts() < 1'000'000 ? 12 : 60;
    for (std::uint64_t seed = 0; seed < layouts; ++seed) {
        const RemapLayout layout = randomLayout(seed);
        const auto program = remap::planMoves(layout.moves, layout.room);
        if (!program)
            continue;
        for (std::uint64_t flush = 0; flush < program->epochs; ++flush) {
            ++flushes;
            const CutCampaign::Result result =
                CutCampaign{.rounds = 30, .protocol = {.omittedFlush = flush}}.runOne(seed);
            if (result.tally.lost > 0)
                ++found;
            else
                qInfo("seed %llu, flush %llu: nothing lost; %s", number(seed), number(flush),
                      layout.text().c_str());
        }
    }
    qInfo("%d of %d left out flushes found", found, flushes);
    QCOMPARE(found, flushes);
}

void TestPowerCuts::aMoverWithoutRecordsLosesMuch()
{
    const CutCampaign::Result result = CutCampaign{.wanted = 300'000, .protocol = {.kind = Kind::None}}.run();
    qInfo("A mover that begins again loses data in %.1f %% of %llu crash points", percent(result.tally),
          number(result.tally.cuts));
    QVERIFY(percent(result.tally) > 20);
}

void TestPowerCuts::nothingIsLostOfFewBlocks_data()
{
    QTest::addColumn<Sector>("scratch");
    QTest::newRow("no scratch") << Sector{0};
    QTest::newRow("one block of scratch") << Sector{1};
    QTest::newRow("two blocks") << Sector{2};
}

/// Every layout of up to five blocks, every set of survivors, and after each of them again every set.
void TestPowerCuts::nothingIsLostOfFewBlocks()
{
    QFETCH(const Sector, scratch);
    const bool isQuick = wantedCuts() < 1'000'000;
    CutTally tally;
    int done = 0;
    int refused = 0;
    for (RemapLayout &layout : layoutsOfFewBlocks(scratch)) {
        for (const int most : {1, 2, 8}) {
            layout.room.epochMax = Bytes(most);
            const auto program = remap::planMoves(layout.moves, layout.room);
            if (!program) {
                ++refused;
                continue;
            }
            ++done;
            const RemapMover mover(expand(*program), {});
            tally += PowerCuts(layout, mover).all(isQuick && layout.moves.size() > 3 ? 0 : 1);
            QVERIFY2(tally.lost == 0, (layout.text() + tally.firstLoss).c_str());
        }
    }
    qInfo("%d programs, %llu crash points, %llu lost data; %d refused for want of scratch", done,
          number(tally.cuts), number(tally.lost), refused);
    QVERIFY(scratch > 0 ? refused == 0 : refused > 0);
}

QTEST_GUILESS_MAIN(TestPowerCuts)
#include "tst_power_cuts.moc"
