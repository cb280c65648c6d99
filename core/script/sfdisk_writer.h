// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/script/sfdisk_dump.h"

#include <string>

namespace parterre::script {

/// The script in the form of `sfdisk --dump`, but that partitions are named by their number alone, since the
/// disk is not known. What readSfdisk() reads is the same again.
[[nodiscard]] std::string writeSfdisk(const SfdiskDump &dump);

}
