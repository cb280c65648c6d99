// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"

#include <map>
#include <optional>
#include <vector>

namespace parterre::remap {

/// Places on one device. What touches or overlaps is one piece.
class ExtentSet
{
public:
    ExtentSet() = default;
    explicit ExtentSet(const std::vector<Extent> &places);

    void add(Extent place);
    [[nodiscard]] bool overlaps(Extent place) const;
    /// Whether one piece covers all of `place`.
    [[nodiscard]] bool contains(Extent place) const;
    [[nodiscard]] bool isEmpty() const { return m_pieces.empty(); }
    /// The parts of `place` that none covers, in ascending order.
    [[nodiscard]] std::vector<Extent> gapsIn(Extent place) const;
    /// The parts of `place` that some piece covers, in ascending order.
    [[nodiscard]] std::vector<Extent> within(Extent place) const;
    /// In ascending order.
    [[nodiscard]] std::vector<Extent> pieces() const;

    /// The size of the longest piece.
    [[nodiscard]] Bytes longest() const;
    /// Takes up to `size` bytes from the start of the longest piece; a multiple of `grain` where that is
    /// shorter than `size`. Empty where there is nothing of use.
    [[nodiscard]] Extent take(Bytes size, Bytes grain);

private:
    using Pieces = std::map<Offset, Offset>;
    [[nodiscard]] Pieces::const_iterator longestPiece() const;
    /// The last piece that begins at or before `at`; the end where none does.
    [[nodiscard]] Pieces::const_iterator pieceBefore(Offset at) const;

    Pieces m_pieces;  ///< begin to end
};

/// What begins within the one before it; nothing where all are apart. `sorted`: by their begin.
[[nodiscard]] std::optional<Extent> firstOverlapWithin(const std::vector<Extent> &sorted);

}
