// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/script/outcome.h"
#include "core/script/sfdisk_dump.h"

#include <optional>

namespace parterre::script {

/// The disk that sfdisk makes of a script, drawn to the sector: numbers, gaps and odd places are kept.
/// Nothing is known of what partitions hold. `diskSize` goes before what the script says of it, and is needed
/// where it says nothing. Fails with Invalid and a sentence, with its line, for what sfdisk refuses or would
/// do otherwise than it is written.
[[nodiscard]] Result<Imported> importSfdisk(const SfdiskDump &dump, std::optional<Bytes> diskSize);

}
