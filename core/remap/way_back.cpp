// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/way_back.h"

#include "core/remap/content_map.h"
#include "core/remap/extent_set.h"

#include <algorithm>
#include <iterator>

namespace parterre::remap {

namespace {

/// What of the beginning lies where now.
struct Stretch
{
    Extent origin;
    Offset place;
};

/// All that lies in these places, by its origin; what did not move first.
std::vector<Stretch> stretchesIn(const ContentMap &contents, const std::vector<Extent> &places)
{
    std::vector<Stretch> stretches;
    for (const Extent &place : places) {
        Offset at = place.begin;
        for (const Extent &origin : contents.originsOf(place)) {
            stretches.push_back({.origin = origin, .place = at});
            at = at + origin.size;
        }
    }
    std::ranges::stable_partition(stretches,
                                  [](const Stretch &one) { return one.origin.begin == one.place; });
    return stretches;
}

/// What this epoch writes.
ExtentSet targetsOf(const Program &program, std::uint64_t epoch)
{
    ExtentSet targets;
    const EpochReader reader(program, epoch);
    if (!reader.isAtEnd()) {
        for (const Copy &copy : reader.copies())
            targets.add(copy.target());
    }
    return targets;
}

/// Every place that the program may touch, but for what the epoch after the first `epochs` writes.
std::vector<Extent> certainPlaces(const Program &program, const std::vector<Move> &moves,
                                  const std::vector<Extent> &scratch, std::uint64_t epochs)
{
    ExtentSet places(scratch);
    for (const Extent &place : placesOf(moves))
        places.add(place);
    const ExtentSet uncertain = targetsOf(program, epochs);
    std::vector<Extent> certain;
    for (const Extent &place : places.pieces())
        std::ranges::copy(uncertain.gapsIn(place), std::back_inserter(certain));
    return certain;
}

}

std::vector<Move> movesBack(const Program &program, const std::vector<Move> &moves,
                            const std::vector<Extent> &scratch, std::uint64_t epochs)
{
    ContentMap contents;
    for (EpochReader reader(program); !reader.isAtEnd() && reader.epoch() < epochs; reader.advance()) {
        for (const Copy &copy : reader.copies())
            (void)contents.apply(copy);
    }
    ExtentSet old;
    for (const Move &move : moves)
        old.add(move.source);
    ExtentSet found;
    std::vector<Move> back;
    for (const Stretch &stretch : stretchesIn(contents, certainPlaces(program, moves, scratch, epochs))) {
        for (const Extent &piece : old.within(stretch.origin)) {
            for (const Extent &missing : found.gapsIn(piece)) {
                const Offset place = stretch.place + (missing.begin - stretch.origin.begin);
                back.push_back(
                    {.source = {.begin = place, .size = missing.size}, .destinations = {missing.begin}});
                found.add(missing);
            }
        }
    }
    std::ranges::sort(back, {}, [](const Move &move) { return move.source.begin; });
    return back;
}

}
