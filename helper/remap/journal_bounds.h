// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/remap/journal_format.h"

#include <optional>
#include <string>

namespace parterre::remap {

/// What a body may have at most, so that whoever reads one from any disk takes little time and memory for it:
/// part of the format (docs/journal-format.md). The largest place of a copy holds fewer of each, so that
/// nobody who makes a journal meets these.
inline constexpr std::size_t runsMax = 131'072;
inline constexpr std::size_t movesMax = 131'072;
inline constexpr std::size_t destinationsMax = 131'072;
inline constexpr std::size_t scratchMax = 131'072;
/// Of each of the three tables.
inline constexpr std::size_t batchesMax = 4096;
inline constexpr std::size_t tableWritesMax = 16'384;
inline constexpr Bytes tableBytesMax{std::int64_t{4} << 20U};

/// Why this body cannot be that of a journal with this superblock, in English; nothing where it can. Takes
/// time and memory by the body's size alone. Whether the program is safe, and not too long, is for
/// findViolation() to say.
[[nodiscard]] std::optional<std::string> flawOf(const Superblock &super, const Body &body);

}
