// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/copying.h"
#include "core/units/extent.h"

#include <string>
#include <vector>

namespace parterre {

/// What a partition held at the end of a job, so that it can be recognised later.
///
/// The partition is cut into pieces of `pieceSize`, counted from its start. A piece's digest covers its
/// blocks of 4096 bytes that are used and not all zero: for each, in order, its number in the partition (8
/// bytes, the highest first) and its own digest. Thus neither holes nor what lies in free blocks change it,
/// and neither does the place of the partition.
struct Imprint
{
    /// The version of the above; what has another one cannot be compared.
    static constexpr int form = 1;
    static constexpr Bytes blockSize{4096};

    int partition = 0;             ///< its number in the new table
    Blocks blocks = Blocks::Used;  ///< what was hashed: by its map of used blocks, or every block
    DigestKind kind = DigestKind::Xxh3;
    Bytes pieceSize;
    std::vector<std::string> digests;  ///< in hexadecimal, for each piece; empty where it has no such block

    friend bool operator==(const Imprint &, const Imprint &) = default;
};

/// Into what pieces a partition of this size is cut: 1 MiB, or more so that there are at most 4096. Small,
/// because a piece that identifiers changed after copying is read again as a whole.
[[nodiscard]] Bytes imprintPieceSize(Bytes partition);
/// How many pieces that gives.
[[nodiscard]] std::size_t pieceCount(Bytes partition, Bytes pieceSize);

/// All the digests of a report together: what travels must have an end.
inline constexpr std::size_t imprintDigestsMax = std::size_t{1} << 18U;

}
