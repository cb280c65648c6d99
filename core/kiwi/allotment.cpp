// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/allotment.h"

#include "core/text/describe.h"

#include <algorithm>

namespace parterre::kiwi {

namespace {

constexpr std::int64_t usualStart = 2048;
constexpr int containerNumber = 4;
constexpr std::int64_t mbrSectorsMax = std::int64_t{1} << 32;

class Allotter
{
public:
    Allotter(const std::vector<Entry> &entries, const Ground &ground)
        : m_entries(entries)
        , m_ground(ground)
        , m_isGpt(ground.table.kind == TableKind::Gpt)
        , m_end(ground.table.usable.end())
    {}

    Result<Allotment> run()
    {
        CHECK(begin());
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const Entry &entry = m_entries[i];
            for (int clone = 1; clone <= entry.clones; ++clone)
                CHECK(add(i, clone));
            CHECK(add(i, 0));
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::int64_t sector() const { return m_ground.table.sectorSize.count(); }

    Result<> begin()
    {
        if (m_ground.startSector < usualStart || m_ground.startSector > mbrSectorsMax)
            return refuse(
                0, "disk_start_sector is " + std::to_string(m_ground.startSector) + "; give 2048 or more");
        const Offset start(m_ground.startSector * sector());
        // sgdisk moves the start back, but not the end. fdisk keeps to its own start, and to another one in
        // the end, of the first partition alone.
        m_cursor = m_isGpt ? alignDown(start, mebibyte) : Offset() + mebibyte;
        m_shift = start - m_cursor;
        m_front = m_isGpt ? m_cursor - m_ground.table.usable.begin : Bytes();
        if (m_isGpt)
            return {};
        if (sector() != 512)
            return refuse(
                0, "KIWI cuts the first partition of an MBR table on sectors of 4096 bytes; take a GPT");
        if (m_ground.size > m_ground.table.sectorSize * (mbrSectorsMax - 1))
            return refuse(0, "an MBR table reaches only to 2 TiB; take a GPT, or a smaller disk");
        return {};
    }

    Result<> add(std::size_t index, int clone)
    {
        const Entry &entry = m_entries[index];
        m_number = entry.number.value_or(m_number + 1);
        const bool isInside = !m_isGpt && m_ground.isExtendedLayout && m_result.places.size() >= 3;
        if (isInside && entry.number)
            return refuse(entry.line,
                          "partitions within an extended one have no number of their own; take it away");
        if (isInside && !m_result.container) {
            if (m_cursor >= m_end)
                return noRoom(entry, Bytes());
            m_result.container = extentBetween(m_cursor, m_end);
            m_number = containerNumber + 1;
        }
        if (!m_isGpt && !isInside && m_number > mbrPrimaries)
            return refuse(
                entry.line,
                "an MBR table has four partitions and \"" + entry.name
                    + "\" would be another one; ask for fewer, or set dosparttable_extended_layout");
        // fdisk leaves as much before each logical partition for its boot record.
        const Offset start = isInside ? m_cursor + mebibyte : m_cursor;
        TRY(const Extent extent, extentFrom(entry, start));
        m_result.places.push_back({.entry = index,
                                   .cloneIndex = clone,
                                   .number = m_number,
                                   .where = isInside ? EntryKind::Logical : EntryKind::Primary,
                                   .extent = extent});
        m_cursor = extent.end() < m_end ? alignUp(extent.end(), mebibyte) : extent.end();
        return {};
    }

    Result<Extent> extentFrom(const Entry &entry, Offset start)
    {
        const bool isFirst = m_result.places.empty();
        // Without a start of its own sgdisk takes the largest gap, not the last.
        if (start >= m_end || (!isFirst && m_end - start < m_front))
            return noRoom(entry, entry.size.value_or(mebibyte));
        const Bytes shift = isFirst ? m_shift : Bytes();
        // fdisk is told of whole MiB.
        const Bytes added = m_isGpt ? shift : mebibyte * (shift / mebibyte);
        const Offset end = entry.size ? start + *entry.size + added : m_end;
        const Offset begin = m_isGpt ? start : start + shift;
        if (end > m_end || begin >= end)
            return noRoom(entry, entry.size.value_or(mebibyte));
        return extentBetween(begin, end);
    }

    [[nodiscard]] std::unexpected<Error> noRoom(const Entry &entry, Bytes wanted) const
    {
        const Bytes left = m_cursor < m_end ? m_end - m_cursor : Bytes();
        return refuse(entry.line,
                      "there is no room for \"" + entry.name + "\", which takes " + sizeText(wanted)
                          + " where " + sizeText(left)
                          + " are left; make the disk larger, or something on it smaller");
    }

    const std::vector<Entry> &m_entries;
    const Ground &m_ground;
    bool m_isGpt;
    Offset m_end;
    Offset m_cursor;
    Bytes m_front;
    Bytes m_shift;  ///< from where the first partition's room begins to where it was asked for
    int m_number = 0;
    Allotment m_result;
};

}

Result<Allotment> allot(const std::vector<Entry> &entries, const Ground &ground)
{
    return Allotter(entries, ground).run();
}

}
