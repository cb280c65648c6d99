// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_chain.h"

#include <algorithm>

namespace parterre::script {

namespace {

constexpr Bytes mebibyte{1048576};

}

Bytes sfdiskHead(Bytes diskSize, Bytes sectorSize)
{
    return diskSize <= mebibyte * 4 ? sectorSize : mebibyte;
}

SfdiskChain::SfdiskChain(Bytes diskSize, Bytes sectorSize)
    : m_sector(sectorSize)
    , m_ahead(sfdiskHead(diskSize, sectorSize))
{}

/// Neither may begin in the other or in what is taken before it, nor run over the other or its boot record.
bool SfdiskChain::isInTheWay(const Link &one, Extent place) const
{
    const bool beginsThere =
        place.begin + m_ahead >= one.place.begin && place.begin < one.place.end() + m_ahead;
    const auto runsOver = [&](Offset what) { return place.begin < what && what < place.end(); };
    return beginsThere || runsOver(one.place.begin) || runsOver(one.record);
}

std::optional<std::string> SfdiskChain::add(EntryKind kind, Extent place)
{
    if (kind == EntryKind::Extended)
        m_container = place.begin;
    const Offset begin = kind == EntryKind::Logical ? m_container : Offset();
    if (place.begin < begin + m_ahead)
        m_ahead = m_sector;
    if (kind != EntryKind::Logical)
        return {};
    const bool isFirst = m_links.empty();
    Offset record = isFirst ? m_container : place.begin - m_ahead;
    const bool hasNoSector =
        place.begin < m_container + m_sector || (!isFirst && m_ahead == m_sector && record == m_container);
    if (!isFirst && record == m_container)
        record = record + m_sector;
    const bool isTaken =
        std::ranges::any_of(m_links, [&](const Link &one) { return isInTheWay(one, place); });
    m_links.push_back({.place = place, .record = record});
    if (!hasNoSector && !isTaken)
        return {};
    return m_ahead == mebibyte
        ? "has less than 1MiB between it and another logical one, which sfdisk takes for a boot "
          "record where no partition begins in the first MiB of the disk or of the extended one"
        : "has no sector before it for its boot record";
}

}
