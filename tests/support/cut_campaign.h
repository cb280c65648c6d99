// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/power_cuts.h"

#include <functional>

namespace parterre::test {

/// Power cuts in one random layout after another, on two threads.
struct CutCampaign
{
    using Reform = std::function<SectorEpochs(const SectorEpochs &epochs, const RemapLayout &layout)>;

    std::uint64_t firstSeed = 0;
    std::uint64_t wanted = 0;   ///< as many cuts, and those that it takes to finish a layout
    bool stopsAtLoss = false;
    int rounds = 1;  ///< how often each layout is gone through, with other survivors, until a loss
    Sector physical = 0;  ///< what may tear, where it is not what the planner was told
    Protocol protocol = {};
    Reform reform = nullptr;  ///< what becomes of the planner's epochs; nothing where there is none

    struct Result
    {
        CutTally tally;
        std::uint64_t layouts = 0;
        std::uint64_t refused = 0;  ///< by the planner, for want of scratch
        std::uint64_t roundTheRing = 0;  ///< layouts with more epochs than there are records
        std::uint64_t wrong = 0;  ///< layouts that are not as wished even where the power holds

        Result &operator+=(const Result &other);
    };
    [[nodiscard]] Result run() const;
    /// The layout of one seed.
    [[nodiscard]] Result runOne(std::uint64_t seed) const;
};

}
