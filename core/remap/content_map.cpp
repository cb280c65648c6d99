// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/content_map.h"

#include <algorithm>
#include <iterator>

namespace parterre::remap {

std::size_t ContentMap::apply(const Copy &copy)
{
    const std::vector<Extent> origins = originsOf(copy.source);
    Offset at = copy.destination;
    cut(at);
    cut(copy.target().end());
    m_changed.erase(m_changed.lower_bound(at), m_changed.lower_bound(copy.target().end()));
    for (const Extent &origin : origins) {
        put({.begin = at, .size = origin.size}, origin.begin);
        at = at + origin.size;
    }
    return origins.size();
}

bool ContentMap::holds(Extent place, Offset origin) const
{
    return std::ranges::all_of(originsOf(place), [&](const Extent &found) {
        const bool isNext = found.begin == origin;
        origin = found.end();
        return isNext;
    });
}

std::vector<Extent> ContentMap::originsOf(Extent place) const
{
    std::vector<Extent> origins;
    const auto add = [&](Offset begin, Bytes size) {
        if (size.isZero())
            return;
        if (!origins.empty() && origins.back().end() == begin)
            origins.back().size += size;
        else
            origins.push_back({.begin = begin, .size = size});
    };
    Offset at = place.begin;
    auto next = m_changed.upper_bound(at);
    if (next != m_changed.begin() && std::prev(next)->second.end > at)
        --next;
    for (; next != m_changed.end() && next->first < place.end(); ++next) {
        const Offset begin = std::max(next->first, at);
        const Offset end = std::min(next->second.end, place.end());
        add(at, begin - at);
        add(next->second.origin + (begin - next->first), end - begin);
        at = end;
    }
    add(at, place.end() - at);
    return origins;
}

/// Has no stretch reach across `at`.
void ContentMap::cut(Offset at)
{
    const auto next = m_changed.lower_bound(at);
    if (next == m_changed.begin())
        return;
    const auto before = std::prev(next);
    if (before->second.end <= at)
        return;
    const Offset origin = before->second.origin + (at - before->first);
    m_changed.emplace_hint(next, at, Stretch{.end = before->second.end, .origin = origin});
    before->second.end = at;
}

/// Into a place that no stretch covers.
void ContentMap::put(Extent place, Offset origin)
{
    if (place.begin == origin)
        return;
    auto at = m_changed.emplace(place.begin, Stretch{.end = place.end(), .origin = origin}).first;
    const auto isOneWith = [](Map::iterator one, Map::iterator other) {
        return one->second.end == other->first
            && one->second.origin + (other->first - one->first) == other->second.origin;
    };
    if (const auto next = std::next(at); next != m_changed.end() && isOneWith(at, next)) {
        at->second.end = next->second.end;
        m_changed.erase(next);
    }
    if (at != m_changed.begin() && isOneWith(std::prev(at), at)) {
        std::prev(at)->second.end = at->second.end;
        m_changed.erase(at);
    }
}

}
