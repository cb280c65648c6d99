// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/step.h"
#include "core/result/result.h"

namespace parterre {

/// The layout that the disk of `inventory` has after `plan`, worked out from the steps alone.
///
/// Fails with Invalid where a step would read what an earlier one overwrote, write over anything
/// that an entry of the table of that moment covers, publish an extent whose data never came, or
/// leave a partition of the inventory out of the table.
/// The engine refuses to start on a plan that fails here; the property tests run 10,000 of them.
[[nodiscard]] Result<Layout> simulate(const Inventory &inventory, const Plan &plan);

}
