// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

#include <map>
#include <string>
#include <vector>

namespace parterre {

/// Who carries which identifier: of content, of its device where that is renewed too, and of entries; none
/// of them empty. The slots are in
/// the layout's order and point into it.
using Carriers = std::map<std::string, std::vector<const Slot *>>;

[[nodiscard]] Carriers carriersOf(const Layout &layout);

}
