// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/probe/exfat_super.h"

#include <vector>

namespace parterre {

/// Consecutive clusters, all of them with a place in the heap.
struct ExFatRun
{
    std::uint64_t cluster = 0;
    std::uint64_t count = 0;
};

/// Where a chain of clusters lies, in its order, by the table at `fatAt`. Requires that the table has
/// entries for all clusters. Corrupt where it leads out of the heap or is longer than `most`, as one
/// that leads back into itself is.
[[nodiscard]] Result<std::vector<ExFatRun>> readExFatChain(const RawView &view, const ExFatSuper &super,
                                                           std::uint64_t fatAt, std::uint64_t first,
                                                           std::uint64_t most);

/// How many clusters the runs have together.
[[nodiscard]] std::uint64_t clusterCount(const std::vector<ExFatRun> &runs);

}
