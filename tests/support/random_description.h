// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"

#include <cstdint>

namespace parterre::test {

/// A description of a disk for KIWI, without RAID, volumes and encryption; not all of them can be built. The
/// same for the same seed.
[[nodiscard]] kiwi::Description randomDescription(std::uint64_t seed);

}
