// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/copying.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace parterre {

/// The digest of a run of bytes: XXH3-128 takes the first 16 bytes, in its canonical order.
using Digest = std::array<std::byte, 32>;

[[nodiscard]] Digest digestOf(DigestKind kind, std::span<const std::byte> bytes);
/// As people read it: 32 or 64 hexadecimal digits.
[[nodiscard]] std::string digestText(DigestKind kind, const Digest &digest);

/// One digest for each block of 4096 bytes; the last block may be shorter.
[[nodiscard]] std::vector<Digest> blockDigests(DigestKind kind, std::span<const std::byte> bytes);
/// The bytes of a digest that count: 16 or 32.
[[nodiscard]] std::span<const std::byte> bytesOf(DigestKind kind, const Digest &digest);

}
