// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/identity/tool.h"

namespace parterre {

/// Runs the program at `path`, an absolute path, and collects what it says. See Toolbox.
[[nodiscard]] Result<ToolOutput> runChild(const std::string &path, const std::vector<std::string> &arguments,
                                          ToolLimits limits);

}
