// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace parterre {

/// Whether the sum at the start of `raw`, a superblock or tree block of btrfs, is that of the rest.
/// `kind` is the superblock's csum_type. Corrupt where it is not, Unsupported for an unknown kind.
/// Requires that `raw` is longer than the room of the sum, 32 bytes.
[[nodiscard]] Result<> checkBtrfsChecksum(std::uint16_t kind, std::span<const std::byte> raw);

/// Puts the sum of the rest at the start of `raw`; what it leaves of the room becomes zero, as the kernel
/// writes it. Same requirements and errors.
[[nodiscard]] Result<> sealBtrfsBlock(std::uint16_t kind, std::span<std::byte> raw);

}
