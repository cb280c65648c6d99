// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/move.h"

namespace parterre::remap {

std::vector<Extent> placesOf(const std::vector<Move> &moves)
{
    std::vector<Extent> places;
    for (const Move &move : moves) {
        places.push_back(move.source);
        for (const Offset destination : move.destinations)
            places.push_back({.begin = destination, .size = move.source.size});
    }
    return places;
}

}
