// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/extent_set.h"

#include <algorithm>
#include <iterator>

namespace parterre::remap {

ExtentSet::ExtentSet(const std::vector<Extent> &places)
{
    for (const Extent &place : places)
        add(place);
}

void ExtentSet::add(Extent place)
{
    if (place.isEmpty())
        return;
    Offset begin = place.begin;
    Offset end = place.end();
    auto next = m_pieces.upper_bound(begin);
    if (next != m_pieces.begin() && std::prev(next)->second >= begin)
        --next;
    while (next != m_pieces.end() && next->first <= end) {
        begin = std::min(begin, next->first);
        end = std::max(end, next->second);
        next = m_pieces.erase(next);
    }
    m_pieces.emplace_hint(next, begin, end);
}

bool ExtentSet::overlaps(Extent place) const
{
    if (place.isEmpty())
        return false;
    if (const auto before = pieceBefore(place.begin);
        before != m_pieces.end() && before->second > place.begin)
        return true;
    const auto next = m_pieces.upper_bound(place.begin);
    return next != m_pieces.end() && next->first < place.end();
}

bool ExtentSet::contains(Extent place) const
{
    const auto before = pieceBefore(place.begin);
    return before != m_pieces.end() && before->second >= place.end();
}

std::vector<Extent> ExtentSet::gapsIn(Extent place) const
{
    std::vector<Extent> taken;
    auto next = pieceBefore(place.begin);
    if (next == m_pieces.end())
        next = m_pieces.begin();
    for (; next != m_pieces.end() && next->first < place.end(); ++next)
        taken.push_back(extentBetween(next->first, next->second));
    return gaps(place, std::move(taken));
}

std::vector<Extent> ExtentSet::within(Extent place) const
{
    return gaps(place, gapsIn(place));
}

std::vector<Extent> ExtentSet::pieces() const
{
    std::vector<Extent> result;
    result.reserve(m_pieces.size());
    for (const auto &[begin, end] : m_pieces)
        result.push_back(extentBetween(begin, end));
    return result;
}

Bytes ExtentSet::longest() const
{
    const auto piece = longestPiece();
    return piece == m_pieces.end() ? Bytes() : piece->second - piece->first;
}

Extent ExtentSet::take(Bytes size, Bytes grain)
{
    const auto piece = longestPiece();
    if (piece == m_pieces.end())
        return {};
    const Extent whole = extentBetween(piece->first, piece->second);
    const Bytes aligned = whole.size - Bytes(whole.size.count() % grain.count());
    const Extent taken{.begin = whole.begin, .size = size <= whole.size ? size : aligned};
    if (taken.isEmpty())
        return {};
    m_pieces.erase(piece);
    if (taken.end() < whole.end())
        m_pieces.emplace(taken.end(), whole.end());
    return taken;
}

ExtentSet::Pieces::const_iterator ExtentSet::longestPiece() const
{
    return std::ranges::max_element(m_pieces, {},
                                    [](const auto &piece) { return piece.second - piece.first; });
}

ExtentSet::Pieces::const_iterator ExtentSet::pieceBefore(Offset at) const
{
    const auto next = m_pieces.upper_bound(at);
    return next == m_pieces.begin() ? m_pieces.end() : std::prev(next);
}

std::optional<Extent> firstOverlapWithin(const std::vector<Extent> &sorted)
{
    const auto at = std::ranges::adjacent_find(
        sorted, [](const Extent &one, const Extent &next) { return one.overlaps(next); });
    return at == sorted.end() ? std::nullopt : std::optional(*std::next(at));
}

}
