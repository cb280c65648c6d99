// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/cut_campaign.h"

#include "core/remap/planner.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace parterre::test {

CutCampaign::Result &CutCampaign::Result::operator+=(const Result &other)
{
    tally += other.tally;
    layouts += other.layouts;
    refused += other.refused;
    roundTheRing += other.roundTheRing;
    wrong += other.wrong;
    return *this;
}

CutCampaign::Result CutCampaign::run() const
{
    Result all;
    std::mutex guard;
    std::atomic next = firstSeed;
    std::atomic isEnough = false;
    const auto work = [&] {
        while (!isEnough) {
            const Result one = runOne(next++);
            const std::scoped_lock lock(guard);
            all += one;
            isEnough = all.tally.cuts >= wanted || (stopsAtLoss && all.tally.lost > 0) || all.wrong > 0;
        }
    };
    {
        const std::jthread other(work);
        work();
    }
    return all;
}

CutCampaign::Result CutCampaign::runOne(std::uint64_t seed) const
{
    RemapLayout layout = randomLayout(seed);
    layout.physical = physical > 0 ? physical : layout.physical;
    const auto program = remap::planMoves(layout.moves, layout.room);
    if (!program)
        return {.refused = 1};
    SectorEpochs epochs = expand(*program);
    const RemapMover mover(reform ? reform(epochs, layout) : std::move(epochs), protocol);
    const PowerCuts cuts(layout, mover);
    Dice dice(seed);
    Result result{.layouts = 1};
    for (int round = 0; round < rounds && result.tally.lost == 0; ++round)
        result.tally += cuts.some(dice);
    result.roundTheRing = mover.epochs() > RemapMover::slots ? 1 : 0;
    result.wrong = cuts.isDoneWithoutCuts() || protocol.omittedFlush != Protocol::noFlush ? 0 : 1;
    if (result.tally.lost > 0 || result.wrong > 0)
        result.tally.firstLoss =
            "seed " + std::to_string(seed) + ": " + result.tally.firstLoss + "; " + layout.text();
    return result;
}

}
