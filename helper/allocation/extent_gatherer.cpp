// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"

#include <algorithm>
#include <cassert>

namespace parterre {

namespace {

/// Joins what overlaps, touches, or is no further apart than `gap`. Requires ascending extents.
void join(std::vector<Extent> &extents, Bytes gap)
{
    std::size_t kept = 0;
    for (const Extent &next : extents) {
        if (kept > 0 && next.begin <= extents[kept - 1].end() + gap) {
            Extent &last = extents[kept - 1];
            last = extentBetween(last.begin, std::max(last.end(), next.end()));
        } else {
            extents[kept++] = next;
        }
    }
    extents.resize(kept);
}

}

ExtentGatherer::ExtentGatherer(Extent within, std::size_t most)
    : m_within(within)
    , m_most(most)
{
    assert(most > 0);
}

void ExtentGatherer::add(Extent extent)
{
    const Offset begin = std::max(extent.begin, m_within.begin);
    const Offset end = std::min(extent.end(), m_within.end());
    if (begin >= end)
        return;
    if (!m_extents.empty() && m_extents.back().begin <= begin && begin <= m_extents.back().end()) {
        Extent &last = m_extents.back();
        last = extentBetween(last.begin, std::max(last.end(), end));
        return;
    }
    // Twice the room, so that the sorting is paid for by as many additions.
    if (m_extents.size() >= 2 * m_most)
        compact();
    m_extents.push_back(extentBetween(begin, end));
}

void ExtentGatherer::compact()
{
    std::ranges::sort(m_extents, {}, &Extent::begin);
    join(m_extents, {});
    if (m_extents.size() > m_most)
        coarsen();
}

/// Closes the smaller half of the gaps, or all that are as small as the middle one.
void ExtentGatherer::coarsen()
{
    std::vector<std::int64_t> apart;
    apart.reserve(m_extents.size());
    for (std::size_t i = 1; i < m_extents.size(); ++i)
        apart.push_back((m_extents[i].begin - m_extents[i - 1].end()).count());
    const std::size_t surplus = m_extents.size() - m_most;
    const auto middle = apart.begin() + static_cast<std::ptrdiff_t>(std::max(surplus, apart.size() / 2) - 1);
    std::ranges::nth_element(apart, middle);
    join(m_extents, Bytes(*middle));
}

std::vector<Extent> ExtentGatherer::finish()
{
    compact();
    return std::move(m_extents);
}

}
