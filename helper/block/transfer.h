// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace parterre {

/// One read, write or flush of a device, as a value: for those who have many of them under way.
struct Transfer
{
    enum class Kind : std::uint8_t { Read, Write, Flush };

    Kind kind = Kind::Flush;
    Offset at;
    std::span<std::byte> memory;  ///< read into, or written from; empty for a flush
};

}
