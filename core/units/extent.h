// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <vector>

namespace parterre {

/// A run of consecutive bytes on one device: the half-open range [begin, end).
///
/// An empty extent has size 0 and any begin. Inclusive ends ("last sector") are converted on
/// entry, where partition tables are read and written, and appear nowhere else.
struct Extent
{
    Offset begin;
    Bytes size;

    [[nodiscard]] constexpr Offset end() const { return begin + size; }
    [[nodiscard]] constexpr bool isEmpty() const { return size.isZero(); }
    [[nodiscard]] constexpr bool contains(Extent inner) const
    {
        return begin <= inner.begin && inner.end() <= end();
    }
    [[nodiscard]] constexpr bool overlaps(Extent other) const
    {
        return !isEmpty() && !other.isEmpty() && begin < other.end() && other.begin < end();
    }

    friend constexpr bool operator==(Extent, Extent) = default;
};

/// The extent from `begin` up to, not including, `end`. Requires begin <= end.
[[nodiscard]] constexpr Extent extentBetween(Offset begin, Offset end)
{
    return {.begin = begin, .size = end - begin};
}

/// The parts of `whole` that no extent of `taken` covers, in ascending order, none of them empty.
///
/// `taken` may be in any order, overlap and reach past `whole`.
[[nodiscard]] std::vector<Extent> gaps(Extent whole, std::vector<Extent> taken);

[[nodiscard]] bool overlapsAny(Extent extent, const std::vector<Extent> &others);

/// The first position >= `at` whose distance from `phase` is a multiple of `grain` (grain > 0).
[[nodiscard]] Offset alignUp(Offset at, Bytes grain, Bytes phase = {});
/// The last position <= `at` whose distance from `phase` is a multiple of `grain`; 0 if there is none.
[[nodiscard]] Offset alignDown(Offset at, Bytes grain, Bytes phase = {});
[[nodiscard]] bool isAligned(Offset at, Bytes grain, Bytes phase = {});
/// `amount` rounded up to a multiple of `grain` (grain > 0).
[[nodiscard]] Bytes roundUp(Bytes amount, Bytes grain);
/// The same of its size; it begins where it did.
[[nodiscard]] Extent roundUp(Extent extent, Bytes grain);

}
