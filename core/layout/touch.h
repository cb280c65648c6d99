// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

namespace parterre {

/// What a layout does to a partition of the disk. What is written into contents besides is not in a layout.
enum class Touch : std::uint8_t {
    None,  ///< it may be used meanwhile
    Number,  ///< another number, and nothing else
    All,  ///< its place, its size, or its data, if only that clones are made of it
};

[[nodiscard]] Touch touchOf(const Partition &partition, const Layout &designed);

}
