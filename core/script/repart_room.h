// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/script/repart_definition.h"
#include "core/units/extent.h"

#include <optional>
#include <vector>

namespace parterre::script {

/// The place of one definition; nothing where it was left out by its priority.
using RepartPlace = std::optional<Extent>;

/// Where systemd-repart puts these definitions on an empty disk whose partitions may lie in `room`: in their
/// order, on multiples of `grain`, by minimum, maximum and weight. Nothing where those that must be there
/// have no room.
[[nodiscard]] std::optional<std::vector<RepartPlace>>
repartPlaces(const std::vector<RepartDefinition> &definitions, Extent room, Bytes grain);

}
