// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <span>
#include <vector>

namespace parterre {

/// `used` as a device can move it at once: begun and ended on multiples of 4096 where `within` goes on
/// that far, joined where they then meet. Ascending.
[[nodiscard]] std::vector<Extent> roundedOut(std::vector<Extent> used, Extent within);

/// The parts of `extents` (ascending, not touching) that lie within `window`.
[[nodiscard]] std::vector<Extent> partsWithin(std::span<const Extent> extents, Extent window);

/// Where two lists of ascending extents both are.
[[nodiscard]] std::vector<Extent> overlap(std::span<const Extent> one, std::span<const Extent> other);

/// What there is to read of `used` on `disk`, in order and in pieces: its holes are left out. Asks
/// for data and holes 1 GiB at a time.
class UsedPieces
{
public:
    static constexpr Bytes window{std::int64_t{1} << 30U};

    /// `used` is ascending, not touching, and must outlive the value.
    UsedPieces(BlockDevice &disk, std::span<const Extent> used, Bytes pieceSize);
    /// The next piece; one of size 0 at the end.
    [[nodiscard]] Result<Extent> next();

private:
    [[nodiscard]] Result<> lookAhead();

    BlockDevice &m_disk;
    std::span<const Extent> m_used;
    Bytes m_pieceSize;
    Offset m_knownTo;
    std::vector<Extent> m_ahead;  ///< data of the window, ascending
    std::size_t m_next = 0;       ///< in m_ahead
};

}
