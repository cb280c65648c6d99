// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/script/sfdisk_dump.h"

#include <string_view>

namespace parterre::script {

/// Reads a script in both forms of sfdisk(8), "1 : start=2048, size=..., type=..." and "2048,1MiB,L,*", with
/// its headers. Fails with Invalid and one sentence, "line 12: ...": what is wrong and what helps. What
/// sfdisk passes over without a word (unknown headers and types, an MBR's names) is wrong here.
[[nodiscard]] Result<SfdiskDump> readSfdisk(std::string_view text);

}
