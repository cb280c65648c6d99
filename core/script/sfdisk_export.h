// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/script/outcome.h"
#include "core/script/sfdisk_dump.h"

#include <expected>
#include <vector>

namespace parterre::script {

/// The script of which sfdisk makes this very layout on an empty disk of its size: importSfdisk() gives it
/// again, to the sector. Or everything that stands in the way, at least one obstacle. What partitions hold,
/// and which are clones, no script says.
[[nodiscard]] std::expected<SfdiskDump, std::vector<Obstacle>> exportSfdisk(const Layout &layout);

}
