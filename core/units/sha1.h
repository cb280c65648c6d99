// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace parterre {

using Sha1 = std::array<std::uint8_t, 20>;

/// The SHA-1 of `text` (RFC 3174), for UUIDs that are made of names. It protects nothing.
[[nodiscard]] Sha1 sha1(std::string_view text);

}
