// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/program.h"

#include <vector>

namespace parterre::remap {

/// What has to move to undo the first `epochs` epochs of a program: each stretch of the moves' sources from
/// where it is now to where it was at the beginning. What is where it was is a move to itself, so that it is
/// left alone. Where several places hold the same, one that need not move is taken. Sources are apart from
/// each other, and so are destinations. Nothing is taken from where the epoch after them writes: a power cut
/// may have cut it off before anything told of it.
///
/// Requires a program in which findViolation() finds nothing: then each stretch still is somewhere. Pure.
[[nodiscard]] std::vector<Move> movesBack(const Program &program, const std::vector<Move> &moves,
                                          const std::vector<Extent> &scratch, std::uint64_t epochs);

}
