// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/totals.h"

#include <string>
#include <vector>

namespace parterre::ctl {

/// The partitions as a table for terminals, a line each, columns aligned, then the free space.
[[nodiscard]] std::string layoutText(const Layout &layout);
/// "error table-full: ...", with the fix where there is one.
[[nodiscard]] std::string findingsText(const std::vector<Finding> &findings);
/// What files and firmware name, a line each: where it leads now, and in the designed layout.
[[nodiscard]] std::string referencesText(const Inventory &inventory, const Derived &derived);
/// The steps, numbered, with what they read and write in all.
[[nodiscard]] std::string planText(const Derived &derived);
/// "read 1.2 GiB, written 800 MiB, skipped 3 GiB, shared 2 GiB", without what is nothing.
[[nodiscard]] std::string totalsText(const Totals &totals);
/// How a job went: state of the disk, error, warnings, time, figures, where the old table was saved.
[[nodiscard]] std::string reportText(const Report &report);

}
