// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_room.h"

#include "core/script/outcome.h"

#include <algorithm>

namespace parterre::script {

namespace {

constexpr Bytes mebibyte{1048576};
constexpr const char *noRoom = "there is no room left for it";

}

/// What is free, in the order of the disk.
std::vector<Extent> SfdiskRoom::free(EntryKind kind) const
{
    if (kind == EntryKind::Logical)
        return m_container ? gaps(*m_container, m_inner) : std::vector<Extent>();
    return gaps(m_table.usable, m_outer);
}

/// What a partition needs directly before it: a logical one its boot record.
Bytes SfdiskRoom::before(EntryKind kind) const
{
    return kind == EntryKind::Logical ? m_table.sectorSize : Bytes();
}

Bytes SfdiskRoom::bytesOf(const SfdiskAmount &amount) const
{
    return amount.isBytes ? Bytes(amount.count) : m_table.sectorSize * amount.count;
}

/// Where sfdisk begins a partition in this gap; behind the gap's end where it does not. It leaves a MiB for a
/// boot record.
Offset SfdiskRoom::firstStart(Extent gap, EntryKind kind) const
{
    if (kind == EntryKind::Logical)
        return alignUp(gap.begin, m_table.grain) + mebibyte;
    return alignUp(std::max(gap.begin, m_defaultsFrom), m_table.grain);
}

Result<Offset> SfdiskRoom::startOf(const SfdiskEntry &entry, EntryKind kind) const
{
    if (entry.start)
        return Offset() + bytesOf(*entry.start);
    std::optional<Offset> found;
    for (const Extent &gap : free(kind)) {
        const Offset start = firstStart(gap, kind);
        if (start >= gap.end())
            continue;
        if (found)
            return refuse(entry.line,
                          "there are several gaps, and which one sfdisk takes it does not say; give a start");
        const bool isPlain = m_table.grain == mebibyte && isAligned(gap.begin, mebibyte);
        if (kind == EntryKind::Logical && !isPlain)
            return refuse(
                entry.line,
                "where sfdisk begins a logical partition behind an odd end it does not say; give a start");
        found = start;
    }
    if (!found)
        return refuse(entry.line, noRoom);
    return *found;
}

/// A size with a suffix is rounded so that what follows is aligned, where it is larger than the grain.
Offset SfdiskRoom::alignedEnd(Offset start, Bytes size, Offset most) const
{
    const Offset end = start + size;
    if (size <= m_table.grain || end >= most || m_table.kind == TableKind::Mbr)
        return end;
    const Offset last = end - m_table.sectorSize;
    const Offset below = alignDown(last, m_table.grain);
    const bool isNearerBelow = (last - below) * 2 < m_table.grain;
    const Offset nearest = isNearerBelow ? below : below + m_table.grain;
    const Offset least = alignUp(start, m_table.grain);
    const Offset atMost = alignDown(most - m_table.sectorSize, m_table.grain);
    const Offset result = nearest < least ? least : std::min(nearest, atMost);
    return result > start ? result : end;
}

/// In an MBR the rule for sizes with a suffix is another for each kind of partition.
bool SfdiskRoom::isRoundedSomehow(const SfdiskEntry &entry, Offset end) const
{
    const bool hasSuffix = entry.size && entry.size->isBytes;
    return hasSuffix && m_table.kind == TableKind::Mbr && !isAligned(end, m_table.grain);
}

/// As much as there is: in a GPT up to the last sector of the grain.
Offset SfdiskRoom::lastEnd(Offset start, Extent gap) const
{
    const bool isAtEnd = m_table.kind == TableKind::Gpt && gap.end() == m_table.usable.end();
    const Offset aligned = alignDown(gap.end(), m_table.grain);
    const bool isLong = gap.end() - start > m_table.grain && aligned > start;
    return isAtEnd && isLong ? aligned : gap.end();
}

std::string SfdiskRoom::whatIsThere(Extent wanted, EntryKind kind) const
{
    if (kind == EntryKind::Logical && !m_container)
        return "a logical partition needs an extended one above it";
    if (kind == EntryKind::Logical)
        return "a logical partition and the sector before it lie in the extended one, and nothing else there";
    if (!m_table.usable.contains(wanted))
        return "it does not lie where the disk has room for partitions, from sector "
            + std::to_string(m_table.usable.begin.bytes() / m_table.sectorSize.count()) + " to "
            + std::to_string(m_table.usable.end().bytes() / m_table.sectorSize.count() - 1);
    return "another partition lies there already";
}

Result<Extent> SfdiskRoom::place(const SfdiskEntry &entry, EntryKind kind)
{
    TRY(const Offset start, startOf(entry, kind));
    const std::vector<Extent> room = free(kind);
    const Bytes ahead = before(kind);
    const auto gap = std::ranges::find_if(
        room, [&](const Extent &one) { return one.begin + ahead <= start && start < one.end(); });
    if (gap == room.end())
        return refuse(entry.line, whatIsThere({.begin = start, .size = m_table.sectorSize}, kind));
    Offset end = gap->end();
    if (!entry.size && kind == EntryKind::Logical && end != m_container->end())
        return refuse(entry.line,
                      "where sfdisk ends it before another logical one it does not say; give a size");
    if (!entry.size)
        end = lastEnd(start, *gap);
    else if (entry.size->isBytes)
        end = alignedEnd(start, bytesOf(*entry.size), gap->end());
    else
        end = start + bytesOf(*entry.size);
    if (end > gap->end())
        return refuse(entry.line, entry.start ? whatIsThere(extentBetween(start, end), kind) : noRoom);
    if (isRoundedSomehow(entry, end))
        return refuse(
            entry.line,
            "sfdisk rounds such an end in an MBR, and how it does not say; give the size in sectors");
    const Extent extent = extentBetween(start, end);
    if (kind == EntryKind::Logical)
        m_inner.push_back(extentBetween(start - ahead, end));
    else
        m_outer.push_back(extent);
    if (kind == EntryKind::Extended)
        m_container = extent;
    return extent;
}

}
