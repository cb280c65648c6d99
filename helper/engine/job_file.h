// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/engine.h"

#include <string>
#include <string_view>

namespace parterre {

/// A job as it was started, to be kept: in its folder, and in the journal of a move in place. CBOR (RFC
/// 8949), see docs/job-folder.md. Where the jobs' folders are is not part of it.
[[nodiscard]] std::string encodeJob(const Job &job);
/// Invalid, with the place, where anything is out of bounds: what is read may come from any disk.
[[nodiscard]] Result<Job> decodeJob(std::string_view bytes);

}
