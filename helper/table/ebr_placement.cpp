// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/ebr_placement.h"

#include <algorithm>
#include <utility>

namespace parterre {

EbrPlacement::EbrPlacement(std::string disk, Extent container, const Topology &topology,
                           const Surroundings &around)
    : m_disk(std::move(disk))
    , m_container(container)
    , m_sectorSize(topology.sectorSize)
    , m_grain(std::max(Bytes(4096), topology.physicalSectorSize))
    , m_oldChain(around.oldChain)
{
    for (const EbrLink &link : m_oldChain)
        m_old.push_back({.begin = link.at, .size = m_sectorSize});
    for (const Partition &partition : around.before) {
        if (partition.entry != EntryKind::Extended)
            m_old.push_back(partition.extent);
    }
    for (const Slot &slot : around.after) {
        if (slot.entry != EntryKind::Extended)
            m_taken.push_back(slot.extent);
    }
    take(container.begin);
}

void EbrPlacement::take(Offset at)
{
    m_taken.push_back({.begin = at, .size = m_sectorSize});
}

const EbrLink *EbrPlacement::oldRecordOf(const Slot &slot) const
{
    const auto found = std::ranges::find(m_oldChain, slot.extent, &EbrLink::logical);
    if (found == m_oldChain.end() || found->at >= slot.extent.begin)
        return nullptr;
    const Extent sector{.begin = found->at, .size = m_sectorSize};
    return overlapsAny(sector, m_taken) || !m_container.contains(sector) ? nullptr : &*found;
}

bool EbrPlacement::hasOldRecordAt(Offset at) const
{
    return std::ranges::contains(m_oldChain, at, &EbrLink::at);
}

bool EbrPlacement::isInUse(Offset at) const
{
    return overlapsAny({.begin = at, .size = m_sectorSize}, m_old);
}

std::optional<Offset> EbrPlacement::lastFree(const std::vector<Extent> &taken, Offset before) const
{
    std::vector<Extent> free = gaps(extentBetween(m_container.begin, before), taken);
    if (free.empty())
        return std::nullopt;
    const Extent room = free.back();
    const auto isShared = [&](Offset at) {
        const Extent physical{.begin = at, .size = m_grain};
        return std::ranges::any_of(m_oldChain, [&](const EbrLink &link) {
            return physical.overlaps({.begin = link.at, .size = m_sectorSize});
        });
    };
    Offset at = alignDown(room.end() - m_sectorSize, m_grain);
    for (int tries = 0; tries < 16 && at >= room.begin; ++tries, at = at - m_grain) {
        if (!isShared(at))
            return at;
        if (at.bytes() < m_grain.count())
            break;
    }
    return room.end() - m_sectorSize;
}

Result<Offset> EbrPlacement::placeFor(const Slot &slot, std::optional<Offset> next)
{
    std::vector<Extent> all = m_taken;
    std::ranges::copy(m_old, std::back_inserter(all));
    std::optional<Offset> at = lastFree(all, std::min(slot.extent.begin, next.value_or(slot.extent.begin)));
    if (!at)
        at = lastFree(all, slot.extent.begin);
    if (!at) {
        at = lastFree(m_taken, slot.extent.begin);
        m_hasDisturbed = true;
    }
    if (!at)
        return fail(ErrorCode::Refused, m_disk,
                    "no free sector before partition " + std::to_string(slot.number)
                        + " for its extended boot record");
    take(*at);
    return *at;
}

}
