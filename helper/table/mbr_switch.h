// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/table/table_codec.h"
#include "helper/table/table_survey.h"

#include <vector>

namespace parterre {

/// The batches that make `slots` the MBR table of `disk`: `survey` and `before` are what is there,
/// `slots` passed checkSlots.
///
/// New extended boot records go where the old chain has none and no old or new partition lies; the
/// first record of the chain, or the MBR, is the one sector that switches. Refused where a logical
/// partition has no free sector before it for its record.
[[nodiscard]] Result<TableSwitch> switchMbr(BlockDevice &disk, const TableSurvey &survey,
                                            const std::vector<Partition> &before,
                                            const std::vector<Slot> &slots, const Topology &topology);

}
