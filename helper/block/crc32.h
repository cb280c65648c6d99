// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace parterre {

/// CRC-32 (IEEE 802.3) as file systems use it: reflected, without a final inversion.
[[nodiscard]] std::uint32_t rawCrc32(std::uint32_t seed, std::span<const std::byte> bytes);

}
