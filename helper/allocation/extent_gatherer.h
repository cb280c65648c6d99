// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"

#include <cstddef>
#include <vector>

namespace parterre {

/// Gathers extents in any order, overlapping or not, in bounded memory.
///
/// Where more than `most` remain apart, neighbours are joined across the smallest gaps: what comes
/// out covers more than what went in, never less.
class ExtentGatherer
{
public:
    static constexpr std::size_t usual = std::size_t{1} << 20U;  ///< 16 MiB

    /// Requires most > 0. What is added is cut to `within`.
    explicit ExtentGatherer(Extent within, std::size_t most = usual);

    void add(Extent extent);
    /// Ascending, not touching. Ends the gathering.
    [[nodiscard]] std::vector<Extent> finish();

private:
    void compact();
    void coarsen();

    Extent m_within;
    std::size_t m_most;
    std::vector<Extent> m_extents;
};

}
