// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "app/cli/ctl_output.h"

namespace parterre::ctl {

/// A drawn disk becomes an image file, whole or not at all, or a blank disk.
[[nodiscard]] Status build(const Options &options);

}
