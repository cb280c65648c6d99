// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"

#include <stop_token>
#include <vector>

namespace parterre::remap {

/// What lies in `source` shall lie at each of `destinations`, and nowhere else that matters: a move has
/// one destination, an origin with clones several. A destination may be the source itself, which
/// then stays where it is, and may overlap the source, its own or another's.
struct Move
{
    Extent source;
    std::vector<Offset> destinations;

    friend bool operator==(const Move &, const Move &) = default;
};

/// Every source and every destination, in no order; they may overlap.
[[nodiscard]] std::vector<Extent> placesOf(const std::vector<Move> &moves);

/// What the planner has to work with.
struct Room
{
    /// Free in the old layout and in the new one, and not the journal's: anything may be put there.
    std::vector<Extent> scratch;
    /// What no write may share with anything else: a physical sector, which may tear.
    Bytes grain{4096};
    /// The most that one epoch writes.
    Bytes epochMax{std::int64_t{256} << 20U};
    /// A shift by less goes through scratch, if there is some: every epoch of a direct one can be
    /// no longer than the shift, and costs a flush.
    Bytes directMin{std::int64_t{8} << 20U};
    /// How much goes through scratch at once.
    Bytes slotMax{std::int64_t{64} << 20U};
    /// The same of what shifts by little: no more than the mover still has in memory an epoch later, so that
    /// it need not be read again.
    Bytes narrowSlotMax{std::int64_t{16} << 20U};
    /// About how many pieces a program may have. Where there is too little scratch for that, long stretches
    /// are exchanged, and each byte is written twice.
    std::int64_t piecesMax = 50'000;
    /// Whoever plans for moves that others have chosen, many thousands of them, may have to wait long.
    std::stop_token stop;
};

}
