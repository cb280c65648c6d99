// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/move.h"
#include "tests/support/model_disk.h"

#include <string>
#include <vector>

namespace parterre::test {

/// A small disk whose contents shall move. Its sectors are the bytes of the moves.
struct RemapLayout
{
    std::vector<remap::Move> moves;
    remap::Room room;
    Sector sectors = 0;
    Sector physical = 1;            ///< so many of them may tear at once
    std::vector<Sector> untouched;  ///< what is neither read from nor written to

    /// Whether each destination holds for good what was wished, and what is no concern of the moves has
    /// not changed.
    [[nodiscard]] bool isDone(const ModelDisk &disk) const;
    /// For a person who looks into a failure.
    [[nodiscard]] std::string text() const;
};

/// One to five partitions that move, swap, shrink and are cloned, with holes and free space or without;
/// the same for the same seed.
[[nodiscard]] RemapLayout randomLayout(std::uint64_t seed);

/// Every way in which each of up to five blocks gets another's content: all permutations, and all in which
/// one block is cloned over one whose content nobody needs. One disk for each, with `scratch` blocks more.
[[nodiscard]] std::vector<RemapLayout> layoutsOfFewBlocks(Sector scratch);

}
