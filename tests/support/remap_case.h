// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/planner.h"
#include "helper/remap/journal.h"
#include "tests/support/sparse_bytes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace parterre::remap {

/// A small disk on which partitions shall move, and what shall become of it: sectors of noise, units of 4096
/// bytes, and room for the journal before and behind them.
struct RemapCase
{
    SparseBytes before{Bytes(1)};
    std::vector<Move> moves;
    std::vector<Extent> scratch;
    Program program;
    std::array<Extent, 2> places;

    [[nodiscard]] Body body() const { return {.program = program, .moves = moves, .scratch = scratch}; }
    [[nodiscard]] std::vector<Offset> candidates() const { return {places[0].begin, places[1].begin}; }
    /// Whether every destination of the moves holds what its source held.
    [[nodiscard]] bool isMoved(const SparseBytes &now) const;
    /// Whether every source holds what it held.
    [[nodiscard]] bool isAsBefore(const SparseBytes &now) const;
};

/// One to five partitions that get other places, some of them clones, too, on a disk with more or less room.
/// Nothing where these moves have no room to be done in.
[[nodiscard]] std::optional<RemapCase> drawRemapCase(std::uint64_t seed);

}
