// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/extent.h"

#include <algorithm>
#include <ranges>

namespace parterre {

std::vector<Extent> gaps(Extent whole, std::vector<Extent> taken)
{
    std::ranges::sort(taken, {}, &Extent::begin);
    std::vector<Extent> result;
    Offset at = whole.begin;
    for (const Extent &one : taken) {
        if (one.isEmpty())
            continue;
        const Offset upTo = std::min(one.begin, whole.end());
        if (at < upTo)
            result.push_back(extentBetween(at, upTo));
        at = std::max(at, one.end());
    }
    if (at < whole.end())
        result.push_back(extentBetween(at, whole.end()));
    return result;
}

Offset alignUp(Offset at, Bytes grain, Bytes phase)
{
    const std::int64_t g = grain.count();
    const std::int64_t p = phase.count() % g;
    const std::int64_t over = (at.bytes() - p) % g;
    if (over == 0)
        return at;
    return Offset(at.bytes() + (over > 0 ? g - over : -over));
}

Offset alignDown(Offset at, Bytes grain, Bytes phase)
{
    const Offset up = alignUp(at, grain, phase);
    if (up == at)
        return at;
    return up.bytes() >= grain.count() ? up - grain : Offset();
}

bool isAligned(Offset at, Bytes grain, Bytes phase)
{
    return alignUp(at, grain, phase) == at;
}

Bytes roundUp(Bytes amount, Bytes grain)
{
    const std::int64_t over = amount.count() % grain.count();
    return over == 0 ? amount : amount + Bytes(grain.count() - over);
}

Extent roundUp(Extent extent, Bytes grain)
{
    return {.begin = extent.begin, .size = roundUp(extent.size, grain)};
}

bool overlapsAny(Extent extent, const std::vector<Extent> &others)
{
    return std::ranges::any_of(others, [&](Extent other) { return other.overlaps(extent); });
}

}
