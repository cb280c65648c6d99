// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/secret.h"

namespace parterre {

/// What the caller gave to open the target with, from a memory file of his that is sealed against every
/// change, so that reading it cannot wait and what is read is what he meant. The descriptor stays his.
/// Unsupported where it is another file or not sealed, Invalid where it does not hold keys
/// (core/wire/keys.h).
[[nodiscard]] Result<KeySet> readKeyFile(int fd);

}
