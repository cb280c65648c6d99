// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "app/cli/ctl_output.h"

namespace parterre::ctl {

/// Carries the design out on every target, on all of them at the same time. Nothing is written to any
/// before all were probed, no finding forbids it on any of them, and each was confirmed. From there on
/// each goes its own way: what goes wrong on one leaves the others alone. The worst status of all.
[[nodiscard]] Status apply(const Options &options);

}
