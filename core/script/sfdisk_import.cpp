// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_import.h"

#include "core/script/sfdisk_chain.h"
#include "core/script/sfdisk_room.h"
#include "core/script/table_room.h"

#include <algorithm>
#include <array>

namespace parterre::script {

namespace {

constexpr Bytes mebibyte{1048576};
constexpr Bytes gptEntrySize{128};
constexpr int gptEntriesUsual = 128;
constexpr int firstLogical = 5;
constexpr Bytes diskMax{std::int64_t{1} << 53};
/// An MBR counts sectors in 32 bits.
constexpr std::int64_t mbrSectorsMax = 0xffff'ffff;

bool isExtendedType(const std::string &type)
{
    constexpr std::array<std::string_view, 3> types{"05", "0f", "85"};
    return std::ranges::contains(types, type);
}

class Importer
{
public:
    Importer(const SfdiskDump &dump, std::optional<Bytes> diskSize)
        : m_dump(dump)
        , m_given(diskSize)
    {}

    Result<Imported> run()
    {
        CHECK(makeTable());
        for (const SfdiskEntry &entry : m_dump.entries)
            m_order.push_back(&entry);
        // What is told whole may stand in any order.
        if (std::ranges::all_of(m_order, isWhole))
            std::ranges::stable_sort(m_order, {}, [](const SfdiskEntry *one) { return one->number; });
        SfdiskRoom room(m_drawing.table, defaultsFrom());
        for (const SfdiskEntry *entry : m_order)
            CHECK(add(*entry, room));
        CHECK(checkLogicals(room));
        if (!std::ranges::all_of(m_order, isWhole))
            CHECK(checkChain());
        noteRest();
        return Imported{.design = designOf(std::move(m_drawing)), .notes = std::move(m_notes)};
    }

private:
    [[nodiscard]] bool isGpt() const { return m_dump.label == TableKind::Gpt; }
    [[nodiscard]] Bytes sector() const { return m_dump.sectorSize; }
    [[nodiscard]] Bytes array() const
    {
        return roundUp(gptEntrySize * m_dump.tableLength.value_or(gptEntriesUsual), sector());
    }
    static bool isWhole(const SfdiskEntry *entry) { return entry->number && entry->start && entry->size; }

    /// sfdisk leaves the first MiB alone where it is not told otherwise.
    [[nodiscard]] Offset defaultsFrom() const
    {
        return m_dump.firstLba ? m_drawing.table.usable.begin : Offset() + mebibyte;
    }

    Result<> makeTable()
    {
        if (!isGpt() && (m_dump.firstLba || m_dump.lastLba || m_dump.tableLength))
            return refuse(0, "first-lba, last-lba and table-length are for a GPT, and the label is dos");
        if (m_dump.grain.count() % sector().count() != 0)
            return refuse(0, "the grain is no whole number of sectors");
        TRY(m_drawing.size, diskSize());
        if (m_drawing.size > diskMax || m_drawing.size.count() % sector().count() != 0)
            return refuse(0, "a disk has a whole number of sectors, and at most 8 PiB");
        Table &table = m_drawing.table;
        table.kind = isGpt() ? TableKind::Gpt : TableKind::Mbr;
        table.sectorSize = sector();
        table.grain = m_dump.grain;
        table.id = m_dump.labelId;
        table.entriesMax = isGpt() ? m_dump.tableLength.value_or(gptEntriesUsual) : mbrPrimaries;
        TRY(table.usable, usable());
        return {};
    }

    [[nodiscard]] Result<Extent> usable() const
    {
        const Extent most = tableRoom(m_drawing.table, m_drawing.size);
        if (most.isEmpty())
            return refuse(0, "the disk has no room beside its table; give another --disk-size");
        const Offset usual = isGpt() ? Offset() + sfdiskHead(m_drawing.size, sector()) : most.begin;
        const Offset first =
            m_dump.firstLba ? Offset() + sector() * *m_dump.firstLba : std::max(usual, most.begin);
        const Offset end = m_dump.lastLba ? Offset() + sector() * (*m_dump.lastLba + 1) : most.end();
        if (first >= end || !most.contains(extentBetween(first, end)))
            return refuse(0,
                          "first-lba and last-lba have to lie between the table and its copy, here from "
                              + std::to_string(most.begin.bytes() / sector().count()) + " to "
                              + std::to_string(most.end().bytes() / sector().count() - 1)
                              + "; where they are of another disk, take them away or give its --disk-size");
        return extentBetween(first, end);
    }

    Result<Bytes> diskSize()
    {
        if (m_given)
            return *m_given;
        if (m_dump.lastLba)
            return sector() * (*m_dump.lastLba + 2) + array();
        Bytes end;
        for (const SfdiskEntry &entry : m_dump.entries) {
            if (!entry.start || !entry.size)
                return refuse(entry.line,
                              "where it lies depends on the size of the disk; give it with --disk-size");
            const std::int64_t unit = sector().count();
            const Bytes start(entry.start->count * (entry.start->isBytes ? 1 : unit));
            end = std::max(end, start + Bytes(entry.size->count * (entry.size->isBytes ? 1 : unit)));
        }
        if (m_dump.entries.empty())
            return refuse(0, "the script does not say how large the disk is; give it with --disk-size");
        m_notes.emplace_back(
            "the script does not say how large the disk is; it ends here behind the last partition, "
            "but for --disk-size");
        return roundUp(end + (isGpt() ? sector() + array() : Bytes()), mebibyte);
    }

    Result<> add(const SfdiskEntry &entry, SfdiskRoom &room)
    {
        Partition partition;
        TRY(partition.entry, kindOf(entry, room));
        TRY(partition.number, numberOf(entry, partition.entry));
        if (partition.entry == EntryKind::Extended && room.container())
            return refuse(entry.line, "there is one extended partition at most");
        TRY(partition.extent, room.place(entry, partition.entry));
        const bool isTooFar = partition.extent.end().bytes() / sector().count() > mbrSectorsMax;
        if (!isGpt() && isTooFar)
            return refuse(entry.line, "it lies behind what an MBR can say; take a GPT");
        partition.type = entry.type;
        partition.guid = entry.uuid;
        partition.name = entry.name;
        partition.attributes = entry.attributes;
        partition.isActive = entry.isBootable && !isGpt();
        partition.content.kind =
            partition.entry == EntryKind::Extended ? ContentKind::Unknown : ContentKind::Unformatted;
        m_drawing.partitions.push_back(std::move(partition));
        return {};
    }

    Result<EntryKind> kindOf(const SfdiskEntry &entry, const SfdiskRoom &room) const
    {
        if (isGpt())
            return EntryKind::Primary;
        const bool isLogical = entry.number ? *entry.number >= firstLogical : isLogicalFor(entry, room);
        if (!isExtendedType(entry.type))
            return isLogical ? EntryKind::Logical : EntryKind::Primary;
        return isLogical && entry.number
            ? Result<EntryKind>(refuse(entry.line, "an extended partition has a number from 1 to 4"))
            : EntryKind::Extended;
    }

    /// What sfdisk makes of a partition without a number: a logical one of what begins in the extended one,
    /// and of what has no start where there is no room for another primary one.
    [[nodiscard]] bool isLogicalFor(const SfdiskEntry &entry, const SfdiskRoom &room) const
    {
        if (!room.container() || !entry.start)
            return room.container() && !hasRoomForPrimary();
        const std::int64_t unit = entry.start->isBytes ? 1 : sector().count();
        return room.container()->contains({.begin = Offset(entry.start->count * unit), .size = sector()});
    }

    /// sfdisk looks for a gap of a grain before, between and behind the entries, in the order of the table.
    [[nodiscard]] bool hasRoomForPrimary() const
    {
        std::vector<const Partition *> entries;
        for (const Partition &one : m_drawing.partitions) {
            if (one.entry != EntryKind::Logical)
                entries.push_back(&one);
        }
        std::ranges::sort(entries, {}, [](const Partition *one) { return one->number; });
        const Bytes gap = std::max(m_dump.grain, sector());
        Offset last = defaultsFrom();
        bool hasGap = false;
        for (const Partition *one : entries) {
            hasGap = hasGap || last + gap <= one->extent.begin;
            last = one->extent.end();
        }
        hasGap = hasGap || last + gap + sector() < Offset() + m_drawing.size;
        return hasGap && std::ssize(entries) < m_drawing.table.entriesMax;
    }

    Result<int> numberOf(const SfdiskEntry &entry, EntryKind kind) const
    {
        const auto isTaken = [&](int number) {
            return std::ranges::contains(m_drawing.partitions, number, &Partition::number);
        };
        int number = entry.number.value_or(kind == EntryKind::Logical ? firstLogical : 1);
        while (!entry.number && isTaken(number))
            ++number;
        if (isTaken(number))
            return refuse(entry.line, "the number " + std::to_string(number) + " stands twice");
        if (kind != EntryKind::Logical && number > m_drawing.table.entriesMax)
            return refuse(entry.line,
                          "the table has " + std::to_string(m_drawing.table.entriesMax)
                              + " entries, and this would be number " + std::to_string(number));
        return number;
    }

    /// Logical partitions are a chain: they have no numbers but their order, and the first has its boot
    /// record at the begin of the extended one.
    Result<> checkLogicals(const SfdiskRoom &room)
    {
        std::vector<const Partition *> logicals;
        for (const Partition &one : m_drawing.partitions) {
            if (one.entry == EntryKind::Logical)
                logicals.push_back(&one);
        }
        std::ranges::sort(logicals, {}, [](const Partition *one) { return one->number; });
        int expected = firstLogical;
        for (const Partition *one : logicals) {
            if (one->number != expected)
                return refuse(lineOf(one->number),
                              "logical partitions have numbers from 5 on without a gap, and "
                                  + std::to_string(expected) + " is missing");
            ++expected;
        }
        if (logicals.empty())
            return {};
        const Partition &lowest =
            **std::ranges::min_element(logicals, {}, [](const Partition *one) { return one->extent.begin; });
        if (lowest.number != firstLogical && lowest.extent.begin == room.container()->begin + sector())
            return refuse(lineOf(lowest.number),
                          "the boot record of number 5 and its own would be in the same sector");
        return {};
    }

    /// What is told whole may be a table that another tool made; the rest sfdisk has to make.
    [[nodiscard]] Result<> checkChain() const
    {
        SfdiskChain chain(m_drawing.size, sector());
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const Partition &one = m_drawing.partitions[i];
            if (const auto why = chain.add(one.entry, one.extent))
                return refuse(m_order[i]->line, "sfdisk does not make it: it " + *why);
        }
        return {};
    }

    [[nodiscard]] int lineOf(int number) const
    {
        const auto found = std::ranges::find(m_dump.entries, std::optional(number), &SfdiskEntry::number);
        return found == m_dump.entries.end() ? 0 : found->line;
    }

    void noteRest()
    {
        if (!m_dump.label)
            m_notes.emplace_back("there is no header \"label:\"; sfdisk makes an MBR then");
        if (isGpt() && std::ranges::any_of(m_dump.entries, &SfdiskEntry::isBootable))
            m_notes.emplace_back("\"bootable\" is for an MBR; sfdisk passes over it in a GPT");
        const auto isLogical = [](const SfdiskEntry &one) {
            return one.number && *one.number >= firstLogical;
        };
        std::vector<int> numbers;
        for (const SfdiskEntry &one : m_dump.entries) {
            if (!isGpt() && isLogical(one))
                numbers.push_back(*one.number);
        }
        if (!std::ranges::is_sorted(numbers))
            m_notes.emplace_back(
                "sfdisk numbers logical partitions as they stand in the file; here they have the "
                "numbers that are written");
    }

    const SfdiskDump &m_dump;
    std::optional<Bytes> m_given;
    std::vector<const SfdiskEntry *> m_order;
    Drawing m_drawing;
    std::vector<std::string> m_notes;
};

}

Result<Imported> importSfdisk(const SfdiskDump &dump, std::optional<Bytes> diskSize)
{
    return Importer(dump, diskSize).run();
}

}
