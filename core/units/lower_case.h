// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace parterre {

/// ASCII letters in lower case, in any locale; everything else as it is.
[[nodiscard]] std::string lowerCase(std::string_view text);

}
