// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/report.h"

#include <optional>

namespace parterre {

/// The move in place that the plan holds.
[[nodiscard]] std::optional<InPlaceMove> moveOf(const Plan &plan);
/// How much of it is done, 0..1; nothing where the plan holds none.
[[nodiscard]] std::optional<double> moveShare(const Plan &plan, const Progress &progress);

}
