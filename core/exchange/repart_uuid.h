// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/uuid.h"

#include <optional>

namespace parterre::exchange {

/// What systemd-repart derives of its seed: the UUID of a disk, or that of a partition of this type, of which
/// `count` candidates were taken already (HMAC-SHA256, keyed by the seed, as a UUID of version 4).
[[nodiscard]] Uuid repartUuid(const Uuid &seed, const std::optional<Uuid> &type, std::uint64_t count);

}
