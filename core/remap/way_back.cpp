// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/way_back.h"

#include "core/remap/content_map.h"
#include "core/remap/extent_set.h"

#include <algorithm>

namespace parterre::remap {

namespace {

/// What of the beginning lies where now.
struct Stretch
{
    Extent origin;
    Offset place;
};

/// All that lies in any place that the program may touch, by its origin; what did not move first.
std::vector<Stretch> stretchesIn(const ContentMap &contents, const ExtentSet &places)
{
    std::vector<Stretch> stretches;
    for (const Extent &place : places.pieces()) {
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

}

std::vector<Move> movesBack(const Program &program, const std::vector<Move> &moves,
                            const std::vector<Extent> &scratch, std::uint64_t epochs)
{
    ContentMap contents;
    for (EpochReader reader(program); !reader.isAtEnd() && reader.epoch() < epochs; reader.advance()) {
        for (const Copy &copy : reader.copies())
            contents.apply(copy);
    }
    ExtentSet places(scratch);
    for (const Extent &place : placesOf(moves))
        places.add(place);
    ExtentSet old;
    for (const Move &move : moves)
        old.add(move.source);
    ExtentSet found;
    std::vector<Move> back;
    for (const Stretch &stretch : stretchesIn(contents, places)) {
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
