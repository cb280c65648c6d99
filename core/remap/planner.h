// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/program.h"

#include <expected>
#include <vector>

namespace parterre::remap {

/// The moves go in a circle, and there is not enough scratch to break it; or they shift by so little that it
/// would take more epochs than a program may have.
struct Shortage
{
    Bytes missing;  ///< with so much more of scratch they could be done

    friend bool operator==(const Shortage &, const Shortage &) = default;
};

/// Orders moves within one disk so that nothing that is still needed is overwritten.
///
/// Each byte is written once, where it shall be, but for what is staged through scratch: the smallest
/// part of a pure circle (a circle off which a clone hangs is broken by the clone), more of it where pieces
/// would be smaller than Room::directMin, and shifts shorter than that where there is scratch. Old places
/// become scratch once nobody needs them. Where scratch is so little that there would be too many pieces,
/// long stretches are exchanged: then as much is displaced on the way as is moved.
/// The order is that of Rideau, Serpette and Leroy, "Tilting at windmills with Coq" (J. Autom. Reasoning
/// 40, 2008), on intervals.
///
/// Requires sources that are apart from each other, destinations likewise, scratch that is apart from
/// all of them, and every offset and size a multiple of the grain (else a write could tear what
/// shares its sector). The result keeps all of findViolation(). Pure; time and memory grow with the
/// number of moves and of epochs' runs, not with bytes. A Shortage of nothing where Room::stop was requested.
[[nodiscard]] std::expected<Program, Shortage> planMoves(const std::vector<Move> &moves, const Room &room);

}
