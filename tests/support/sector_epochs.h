// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/program.h"
#include "tests/support/model_disk.h"

#include <cstddef>
#include <vector>

namespace parterre::test {

struct SectorCopy
{
    Sector from = 0;
    Sector to = 0;
};

/// The copies of each epoch, sector by sector, in the order in which they are carried out.
using SectorEpochs = std::vector<std::vector<SectorCopy>>;

/// Sectors are the bytes of `program`.
[[nodiscard]] SectorEpochs expand(const remap::Program &program);

/// What repacked() obeys; each of them is a promise that some protocol needs.
struct EpochRules
{
    bool sparesSources = true;    ///< no write to what was read before in the same epoch
    bool sparesLastTargets = true;  ///< no write to what the epoch before wrote
};

/// The same copies in the same order, in epochs of up to `most` physical sectors, which are of `grain`
/// sectors. Other than the planner's, an epoch may read what it has written.
[[nodiscard]] SectorEpochs repacked(const SectorEpochs &epochs, Sector grain, std::size_t most,
                                    EpochRules rules);

/// An epoch of nothing after each: no epoch writes to what the one before it reads.
[[nodiscard]] SectorEpochs spread(const SectorEpochs &epochs);

}
