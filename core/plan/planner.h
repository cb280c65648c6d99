// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/designed.h"
#include "core/plan/step.h"

namespace parterre {

/// The steps that turn the disk into the designed layout. Requires a layout without problems.
///
/// Data goes only where no entry of the present table lies, and the table is written when all of
/// it is there, verified and relabelled; so the old disk is whole until then. Where data in place
/// becomes a clone (adjacent placement) the table is written twice: first without these clones,
/// then, when they have their own identifiers, with them. No two partitions with one identifier
/// are ever published. Where data has to move over data the table hides all of it until everything is ready.
///
/// Contents are made smaller before all else, and larger when their place is theirs.
[[nodiscard]] Plan planFor(const Inventory &inventory, const Design &design, const Designed &designed);

}
