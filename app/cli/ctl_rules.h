// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"

namespace parterre::ctl {

/// What a command needs and was not given, or was given and has no use for, as a sentence; empty where
/// nothing is wrong. Every option by itself is right.
[[nodiscard]] QString whatIsWrongWith(const Options &options);

}
