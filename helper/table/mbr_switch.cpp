// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/mbr_switch.h"

#include "helper/table/ebr_chain.h"
#include "helper/table/ebr_placement.h"
#include "helper/table/slot_check.h"

#include <algorithm>
#include <utility>

namespace parterre {

namespace {

constexpr std::uint8_t linkType = 0x05;

std::uint32_t sectorsIn(Bytes bytes, Bytes sectorSize)
{
    return static_cast<std::uint32_t>(bytes / sectorSize);
}

MbrEntry entryOf(const Slot &slot, Offset base, Bytes sectorSize)
{
    return {.type = mbrTypeCode(slot.type).value_or(0),
            .isActive = slot.isActive,
            .start = sectorsIn(slot.extent.begin - base, sectorSize),
            .count = sectorsIn(slot.extent.size, sectorSize)};
}

std::vector<std::byte> firstSectorWith(const TableSurvey &survey, const std::vector<Slot> &slots,
                                       Bytes sectorSize)
{
    std::vector<std::byte> sector = survey.firstSector;
    for (int number = 1; number <= 4; ++number) {
        const auto slot = std::ranges::find(slots, number, &Slot::number);
        const MbrEntry entry = slot == slots.end() ? MbrEntry{} : entryOf(*slot, Offset(), sectorSize);
        encodeMbrEntry(sector, static_cast<std::size_t>(number - 1), entry, entry.start);
    }
    return sector;
}

/// The chain of one new table, as it is being written from its end to its beginning.
class ChainWriter
{
public:
    ChainWriter(BlockDevice &disk, Extent container, Bytes sectorSize, EbrPlacement &placement)
        : m_disk(disk)
        , m_container(container)
        , m_sectorSize(sectorSize)
        , m_placement(placement)
    {}

    /// Writes the record for `slot`, which is followed by what was added before.
    Result<> prepend(const Slot &slot, bool isFirst)
    {
        if (!isFirst) {
            TRY(const bool isKept, keepOld(slot));
            if (isKept)
                return {};
        }
        TRY(const Offset at,
            isFirst ? Result<Offset>(m_container.begin) : m_placement.placeFor(slot, m_nextAt));
        TRY(auto bytes, base(at));
        encode(bytes, &slot, at);
        m_records.push_back({.at = at, .bytes = std::move(bytes)});
        m_nextAt = at;
        m_nextEnd = slot.extent.end();
        return {};
    }

    /// A first record that names nothing, for an extended partition without logical ones.
    Result<> writeEmpty()
    {
        TRY(auto bytes, base(m_container.begin));
        encode(bytes, nullptr, m_container.begin);
        m_records.push_back({.at = m_container.begin, .bytes = std::move(bytes)});
        return {};
    }

    /// The last one is the first of the chain.
    [[nodiscard]] std::vector<TableWrite> takeRecords() { return std::move(m_records); }

private:
    /// A record of the old chain that says just what the new one must say stays where it is.
    Result<bool> keepOld(const Slot &slot)
    {
        const EbrLink *old = m_placement.oldRecordOf(slot);
        if (old == nullptr)
            return false;
        TRY(const auto now, readExtent(m_disk, {.begin = old->at, .size = m_sectorSize}));
        std::vector<std::byte> bytes = now;
        encode(bytes, &slot, old->at);
        if (bytes != now)
            return false;
        m_placement.take(old->at);
        m_nextAt = old->at;
        m_nextEnd = slot.extent.end();
        return true;
    }

    /// Zeros, but for a first record that exists: what else is in its sector stays.
    Result<std::vector<std::byte>> base(Offset at)
    {
        if (at == m_container.begin && m_placement.hasOldRecordAt(at))
            return readExtent(m_disk, {.begin = at, .size = m_sectorSize});
        return std::vector<std::byte>(static_cast<std::size_t>(m_sectorSize.count()));
    }

    void encode(std::vector<std::byte> &bytes, const Slot *slot, Offset at) const
    {
        const auto lba = [&](Offset place) {
            return static_cast<std::uint64_t>(place.bytes() / m_sectorSize.count());
        };
        encodeMbrEntry(bytes, 0, slot != nullptr ? entryOf(*slot, at, m_sectorSize) : MbrEntry{},
                       slot != nullptr ? lba(slot->extent.begin) : 0);
        MbrEntry link;
        if (m_nextAt)
            link = {.type = linkType,
                    .isActive = false,
                    .start = sectorsIn(*m_nextAt - m_container.begin, m_sectorSize),
                    .count = sectorsIn(m_nextEnd - *m_nextAt, m_sectorSize)};
        encodeMbrEntry(bytes, 1, link, m_nextAt ? lba(*m_nextAt) : 0);
        encodeMbrEntry(bytes, 2, {}, 0);
        encodeMbrEntry(bytes, 3, {}, 0);
    }

    BlockDevice &m_disk;
    Extent m_container;
    Bytes m_sectorSize;
    EbrPlacement &m_placement;
    std::vector<TableWrite> m_records;
    std::optional<Offset> m_nextAt;
    Offset m_nextEnd;
};

Result<std::vector<TableWrite>> encodeChain(BlockDevice &disk, Extent container,
                                            const std::vector<Slot> &slots, Bytes sectorSize,
                                            EbrPlacement &placement)
{
    std::vector<Slot> logicals;
    std::ranges::copy_if(slots, std::back_inserter(logicals),
                         [](const Slot &slot) { return slot.entry == EntryKind::Logical; });
    std::ranges::sort(logicals, std::ranges::greater(), &Slot::number);
    ChainWriter writer(disk, container, sectorSize, placement);
    for (const Slot &slot : logicals)
        CHECK(writer.prepend(slot, slot.number == 5));
    if (logicals.empty())
        CHECK(writer.writeEmpty());
    return writer.takeRecords();
}

Result<bool> differs(BlockDevice &disk, const TableWrite &write)
{
    TRY(const auto now,
        readExtent(disk, {.begin = write.at, .size = Bytes(static_cast<std::int64_t>(write.bytes.size()))}));
    return now != write.bytes;
}

}

Result<TableSwitch> switchMbr(BlockDevice &disk, const TableSurvey &survey,
                              const std::vector<Partition> &before, const std::vector<Slot> &slots,
                              const Topology &topology)
{
    const Bytes sectorSize = topology.sectorSize;
    TableSwitch result{.batches = {}, .isAtomic = true, .note = {}};
    const TableWrite mbr{.at = Offset(), .bytes = firstSectorWith(survey, slots, sectorSize)};
    TRY(const bool isMbrChanged, differs(disk, mbr));

    std::vector<std::vector<TableWrite>> switches;
    const auto container = std::ranges::find(slots, EntryKind::Extended, &Slot::entry);
    if (container != slots.end()) {
        EbrPlacement placement(disk.name(), container->extent, topology, {survey.chain, before, slots});
        TRY(auto records, encodeChain(disk, container->extent, slots, sectorSize, placement));
        const TableWrite head = records.back();
        TRY(const bool isHeadChanged, differs(disk, head));
        const bool isHeadLive = survey.container && survey.container->begin == container->extent.begin;
        if (isHeadLive)
            records.pop_back();
        if (!records.empty())
            result.batches.push_back(std::move(records));
        if (isHeadLive && isHeadChanged)
            switches.push_back({head});
        if (placement.hasDisturbed() || (!isHeadLive && placement.isInUse(head.at))) {
            result.isAtomic = false;
            result.note = "no sector is free for a new extended boot record: old ones are overwritten";
        }
    }
    if (isMbrChanged)
        switches.push_back({mbr});
    if (switches.size() > 1) {
        result.isAtomic = false;
        result.note = "both primary and logical partitions change: two sectors, one after the other";
    }
    std::ranges::move(switches, std::back_inserter(result.batches));
    return result;
}

}
