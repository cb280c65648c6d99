// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"

namespace parterre::ctl {

/// The exit status of parterrectl; scripts rely on it.
enum class Status : int { Done = 0, Refused = 1, Usage = 2, Failed = 3, Cancelled = 4 };

/// Does what the command line asks. Results go to standard output, everything else to standard
/// error. Requires a QCoreApplication, for render a QGuiApplication.
[[nodiscard]] Status run(const Options &options);

}
