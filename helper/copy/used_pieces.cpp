// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/used_pieces.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr Bytes grain{4096};

}

std::vector<Extent> roundedOut(std::vector<Extent> used, Extent within)
{
    std::size_t kept = 0;
    for (const Extent &one : used) {
        const Offset begin = std::max(alignDown(one.begin, grain), within.begin);
        const Offset end = std::min(alignUp(one.end(), grain), within.end());
        if (begin >= end)
            continue;
        if (kept > 0 && begin <= used[kept - 1].end())
            used[kept - 1] = extentBetween(used[kept - 1].begin, std::max(end, used[kept - 1].end()));
        else
            used[kept++] = extentBetween(begin, end);
    }
    used.resize(kept);
    return used;
}

std::vector<Extent> partsWithin(std::span<const Extent> extents, Extent window)
{
    std::vector<Extent> parts;
    const auto endOf = [](const Extent &one) { return one.end(); };
    for (auto at = std::ranges::upper_bound(extents, window.begin, {}, endOf);
         at != extents.end() && at->begin < window.end(); ++at)
        parts.push_back(extentBetween(std::max(at->begin, window.begin), std::min(at->end(), window.end())));
    return parts;
}

std::vector<Extent> overlap(std::span<const Extent> one, std::span<const Extent> other)
{
    std::vector<Extent> both;
    for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
        const Offset begin = std::max(a->begin, b->begin);
        const Offset end = std::min(a->end(), b->end());
        if (begin < end)
            both.push_back(extentBetween(begin, end));
        if (a->end() < b->end())
            ++a;
        else
            ++b;
    }
    return both;
}

UsedPieces::UsedPieces(BlockDevice &disk, std::span<const Extent> used, Bytes pieceSize)
    : m_disk(disk)
    , m_used(used)
    , m_pieceSize(pieceSize)
{
    if (!used.empty())
        m_knownTo = used.front().begin;
}

Result<> UsedPieces::lookAhead()
{
    m_ahead.clear();
    m_next = 0;
    while (m_ahead.empty() && !m_used.empty()) {
        const auto endOf = [](const Extent &one) { return one.end(); };
        const auto at = std::ranges::upper_bound(m_used, m_knownTo, {}, endOf);
        if (at == m_used.end())
            return {};
        const Offset begin = std::max(m_knownTo, at->begin);
        const Offset end = std::min(begin + window, m_used.back().end());
        const Extent here = extentBetween(begin, end);
        TRY(const std::vector<Extent> data, m_disk.dataIn(here));
        m_ahead = roundedOut(overlap(partsWithin(m_used, here), data), here);
        m_knownTo = end;
    }
    return {};
}

Result<Extent> UsedPieces::next()
{
    if (m_next == m_ahead.size())
        CHECK(lookAhead());
    if (m_next == m_ahead.size())
        return Extent{.begin = m_knownTo, .size = {}};
    Extent &rest = m_ahead[m_next];
    const Extent piece{.begin = rest.begin, .size = std::min(rest.size, m_pieceSize)};
    rest = extentBetween(piece.end(), rest.end());
    if (rest.isEmpty())
        ++m_next;
    return piece;
}

}
