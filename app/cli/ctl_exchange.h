// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "app/cli/ctl_output.h"

namespace parterre::ctl {

/// A foreign description becomes a design; nothing is written where it is refused.
[[nodiscard]] Status importFrom(const Options &options);
/// A design or a disk becomes a foreign description; nothing is written where that cannot say it.
[[nodiscard]] Status exportTo(const Options &options);

}
