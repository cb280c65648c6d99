// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "core/result/result.h"

namespace parterre::ctl {

/// Reads the key files and asks for a passphrase, as the options say; null where they say nothing. A key file
/// counts to its last byte, as cryptsetup(8) has it; a passphrase is one line from the terminal, without
/// echo. Invalid, naming the file, for what is empty or longer than 8 MiB, and without a terminal to ask on.
[[nodiscard]] Result<KeySet> readKeys(const Options &options);

}
