// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/report.h"

#include <string>
#include <vector>

namespace parterre::ctl {

/// The partitions as a table for terminals, a line each, columns aligned, then the free space.
[[nodiscard]] std::string layoutText(const Layout &layout);
/// "error table-full: ...", with the fix where there is one.
[[nodiscard]] std::string findingsText(const std::vector<Finding> &findings);
/// The steps, numbered, with what they read and write in all.
[[nodiscard]] std::string planText(const Derived &derived);
/// How a job went: state of the disk, error, warnings, time, where the old table was saved.
[[nodiscard]] std::string reportText(const Report &report);

}
