// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/openings.h"

#include <algorithm>
#include <ranges>

namespace parterre::remap {

void Openings::set(Opening opening)
{
    forget(opening.id);
    if (opening.parts.empty())
        return;
    if (opening.isApart)
        m_byWeight.emplace(weightOf(opening), opening.id);
    m_openings.emplace(opening.id, std::move(opening));
}

void Openings::forget(Pending::Id id)
{
    const auto at = m_openings.find(id);
    if (at == m_openings.end())
        return;
    m_byWeight.erase({weightOf(at->second), id});
    m_openings.erase(at);
}

Bytes Openings::greatestWeight() const
{
    return m_byWeight.empty() ? Bytes() : m_byWeight.rbegin()->first;
}

std::vector<Opening> Openings::atLeast(Bytes weight) const
{
    std::vector<Opening> chosen;
    for (auto at = m_byWeight.rbegin(); at != m_byWeight.rend() && at->first >= weight; ++at) {
        Opening opening = m_openings.at(at->second);
        if (!opening.givesBack)
            std::erase_if(opening.parts, [&](const Extent &part) { return part.size < weight; });
        chosen.push_back(std::move(opening));
    }
    return chosen;
}

std::vector<Opening> Openings::all() const
{
    const auto values = std::views::values(m_openings);
    return {values.begin(), values.end()};
}

Bytes Openings::weightOf(const Opening &opening) const
{
    const Bytes widest = std::ranges::max(opening.parts, {}, &Extent::size).size;
    return opening.givesBack ? std::max(widest, m_coarse) : widest;
}

}
