// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/pending.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace parterre::remap {

Pending::Id Pending::add(Item item)
{
    assert(!item.destinations.empty() && !item.source.isEmpty());
    const Id id = m_nextId++;
    if (item.home == Home::Old)
        m_sources.emplace(item.source.begin, id);
    for (const Offset destination : item.destinations)
        m_destinations.emplace(destination, id);
    m_items.emplace(id, std::move(item));
    return id;
}

Pending::Item Pending::take(Id id)
{
    const auto at = m_items.find(id);
    assert(at != m_items.end());
    Item item = std::move(at->second);
    m_items.erase(at);
    if (item.home == Home::Old)
        m_sources.erase(item.source.begin);
    for (const Offset destination : item.destinations)
        m_destinations.erase(destination);
    return item;
}

const Pending::Item *Pending::find(Id id) const
{
    const auto at = m_items.find(id);
    return at == m_items.end() ? nullptr : &at->second;
}

bool Pending::isAll(const std::function<bool(const Item &item)> &test) const
{
    return std::ranges::all_of(m_items, [&](const auto &entry) { return test(entry.second); });
}

std::vector<Pending::Id> Pending::neededIn(Extent place) const
{
    return in(m_sources, place);
}

std::vector<Extent> Pending::freeIn(Extent place) const
{
    std::vector<Extent> needed;
    for (const Id id : neededIn(place))
        needed.push_back(m_items.at(id).source);
    return gaps(place, std::move(needed));
}

std::vector<Pending::Id> Pending::waitingFor(Extent place) const
{
    return in(m_destinations, place);
}

std::vector<Pending::Id> Pending::in(const Places &places, Extent place) const
{
    std::vector<Id> ids;
    auto next = places.upper_bound(place.begin);
    if (next != places.begin()) {
        const auto before = std::prev(next);
        if (before->first + m_items.at(before->second).source.size > place.begin)
            next = before;
    }
    for (; next != places.end() && next->first < place.end(); ++next)
        ids.push_back(next->second);
    return ids;
}

}
