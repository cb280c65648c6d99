// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/script/outcome.h"
#include "core/script/repart_definition.h"

#include <expected>
#include <string>
#include <vector>

namespace parterre::script {

/// The definitions of which systemd-repart makes this very layout on an empty disk of its size:
/// importRepart() gives it again. Or everything that stands in the way, at least one obstacle. Of what
/// partitions hold they say the kind alone, and which are clones they do not say.
[[nodiscard]] std::expected<std::vector<RepartDefinition>, std::vector<Obstacle>>
exportRepart(const Layout &layout);

/// One definition as a file. What readRepart() reads is the same again.
[[nodiscard]] std::string writeRepart(const RepartDefinition &definition);

}
