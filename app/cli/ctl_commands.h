// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "app/cli/ctl_output.h"

namespace parterre::ctl {

/// Does what the command line asks. Results go to standard output, everything else to standard
/// error. Requires a QCoreApplication, for render a QGuiApplication.
[[nodiscard]] Status run(const Options &options);

}
