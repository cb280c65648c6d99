// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/report.h"
#include "helper/engine/engine.h"
#include "helper/table/table_codec.h"

#include <vector>

namespace parterre {

/// Mismatch, with words, where the entries that were read are not exactly `slots`.
[[nodiscard]] Result<> compareEntries(const std::vector<Slot> &slots, const TableReading &reading,
                                      const std::string &disk);

/// What the table on the disk says about a job: Unchanged where it is the one before, Incomplete
/// where it is one that the plan writes, Unknown where it is neither, is damaged or unreadable.
[[nodiscard]] DiskState judgeTable(const Job &job, const Result<TableReading> &reading);

}
