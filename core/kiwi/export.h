// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"
#include "core/layout/layout.h"
#include "core/script/outcome.h"

#include <expected>
#include <vector>

namespace parterre::kiwi {

using script::Obstacle;

/// The description of which KIWI makes this very layout: importDescription() gives it again, to the sector.
/// Or everything that stands in the way, at least one obstacle. What is inside of partitions is not compared,
/// but for the kind of their content.
[[nodiscard]] std::expected<Description, std::vector<Obstacle>> exportLayout(const Layout &layout);

}
