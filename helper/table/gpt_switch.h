// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/table/table_codec.h"
#include "helper/table/table_survey.h"

#include <vector>

namespace parterre {

/// The batches that turn the GPT on `disk` into the one on `rewritten`, a copy of it in which both
/// copies of the new table are in place. `taken` is covered by old or new partitions.
///
/// The entry array cannot be replaced at once, but a header can: it is one sector. So the new
/// array goes to a blank place first and the primary header is pointed there, which is the switch;
/// then the same array goes to its own place and the header is pointed back. At no time does the
/// primary copy, the only one that Linux looks at, name an array that is being written.
[[nodiscard]] Result<TableSwitch> switchGpt(BlockDevice &disk, BlockDevice &rewritten, const TableSurvey &old,
                                            Bytes sectorSize, const std::vector<Extent> &taken);

}
