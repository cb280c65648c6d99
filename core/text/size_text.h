// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <optional>
#include <string_view>

namespace parterre {

/// The size that a person wrote: "3GiB", "1.5 GiB", "1048576", "512 bytes". Units are binary and in either
/// case, B to PiB; at most three decimals. Nothing where it is no size, no whole number of bytes or more than
/// 1 EiB.
[[nodiscard]] std::optional<Bytes> sizeFromText(std::string_view text);

}
