// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/import.h"

#include "core/kiwi/allotment.h"
#include "core/kiwi/capacity.h"
#include "core/kiwi/entry_names.h"
#include "core/layout/identity_text.h"
#include "core/model/edit.h"
#include "core/model/part_types.h"
#include "core/partids/partids.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

namespace parterre::kiwi {

namespace {

/// sgdisk --gpttombr: the first two digits of its own code for the GPT type.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> forcedTypes{{
    {type::biosBoot, "ef"},
    {type::prep, "41"},
    {type::xbootldr, "ea"},
    {type::linuxSwap, "82"},
    {type::lvm, "8e"},
    {type::raid, "fd"},
}};

std::string forcedType(std::string_view gptType)
{
    // KIWI makes a plain one of the EFI system partition.
    const auto *found = std::ranges::find(forcedTypes, gptType, [](const auto &one) { return one.first; });
    return std::string(found == forcedTypes.end() ? std::string_view("83") : found->second);
}

Result<Table> tableFor(TableKind kind, Bytes sectorSize, Bytes size)
{
    Design design;
    design.drawing.emplace();
    TRY(design,
        apply(std::move(design), edit::SetDisk{.size = size, .table = kind, .sectorSize = sectorSize},
              Uuid::draw));
    return design.drawing->table;
}

class Importer
{
public:
    Importer(const Description &description, const Given &given, const UuidSource &uuids)
        : m_description(description)
        , m_given(given)
        , m_uuids(uuids)
    {}

    Result<Imported> run()
    {
        TRY(m_firmware, firmwareOf(m_description));
        TRY(m_entries, entriesOf(m_description, m_firmware, m_given));
        TRY(const Capacity capacity, capacityOf(m_description, m_entries, m_given));
        TRY(const Allotment allotment, allotted(capacity));
        m_design.drawing.emplace();
        m_design.drawing->size = capacity.disk;
        TRY(m_design.drawing->table,
            tableFor(isForced() ? TableKind::Mbr : m_firmware.table, m_description.sectorSize,
                     capacity.disk));
        if (isForced())
            CHECK(forceMbr(allotment));
        draw(allotment);
        noteRest();
        return Imported{.design = std::move(m_design), .notes = std::move(m_notes)};
    }

private:
    [[nodiscard]] bool isForced() const { return m_firmware.hasEfi && m_description.isMbrForced && isGpt(); }
    [[nodiscard]] bool isGpt() const { return m_firmware.table == TableKind::Gpt; }

    Result<Allotment> allotted(const Capacity &capacity)
    {
        Result<Allotment> asKiwi = allottedBy(Counting::AsKiwi, capacity);
        if (asKiwi || isAllCounted(m_entries))
            return asKiwi;
        Result<Allotment> all = allottedBy(Counting::All, capacity);
        if (!all)
            return all;
        m_notes.emplace_back(
            "KIWI divides the disk among the root and its clones as if custom and spare partitions "
            "took nothing, and its build stops; here their room is taken off first");
        return all;
    }

    Result<Allotment> allottedBy(Counting counting, const Capacity &capacity)
    {
        TRY(const std::optional<Bytes> rootSize,
            rootSizeOf(m_description, m_entries, capacity.partitioned, counting));
        const auto root = std::ranges::find(m_entries, Kind::Root, &Entry::kind);
        if (root != m_entries.end())
            root->size = rootSize;
        TRY(const Table table, tableFor(m_firmware.table, m_description.sectorSize, capacity.partitioned));
        return allot(m_entries,
                     {.table = table,
                      .size = capacity.partitioned,
                      .startSector = m_description.startSector,
                      .isExtendedLayout = m_description.isExtendedLayout});
    }

    /// The table is turned into an MBR when all is done.
    Result<> forceMbr(const Allotment &allotment)
    {
        if (std::cmp_greater(allotment.places.size(), mbrPrimaries))
            return refuse(m_description.line,
                          "force_mbr makes an MBR table of the GPT, which has room for four of the "
                              + std::to_string(allotment.places.size()) + " partitions; take it away");
        for (Entry &entry : m_entries) {
            entry.type = forcedType(entry.type);
            entry.gptName.clear();
            Partition origin;
            origin.type = entry.type;
            if (entry.clones > 0 && cloneType(TableKind::Mbr, origin) != forcedType(entry.clonesType))
                return refuse(entry.line,
                              "clones of \"" + entry.name
                                  + "\" would be of another type than force_mbr makes of it; take it away");
        }
        return {};
    }

    void draw(const Allotment &allotment)
    {
        const int active = activeNumber(allotment);
        std::vector<CloneDesign> clones;
        for (const Place &place : allotment.places) {
            const Entry &entry = m_entries[place.entry];
            if (place.cloneIndex > 0) {
                clones.push_back({.guid = m_uuids(), .content = m_uuids(), .start = place.extent.begin});
                continue;
            }
            addPartition(entry, place, active);
            const bool isUnchanged = !clones.empty() && hasIdentifier(entry.content.kind)
                && contentIdText(entry.content.kind, Uuid()).empty();
            m_design.partitions.push_back({.number = place.number,
                                           .name = {},
                                           .clones = std::exchange(clones, {}),
                                           .isClonedUnchanged = isUnchanged,
                                           .hasFreshKeys = false,
                                           .start = {},
                                           .size = {}});
        }
        addContainer(allotment);
        const bool isCounted = std::ranges::is_sorted(allotment.places, {}, &Place::number)
            && std::ranges::none_of(m_entries, [](const Entry &entry) { return entry.number.has_value(); });
        m_design.numbering = isCounted ? Numbering::Kiwi : Numbering::Keep;
        if (!isCounted)
            std::ranges::sort(m_design.partitions, {}, &PartitionDesign::number);
    }

    void addPartition(const Entry &entry, const Place &place, int active)
    {
        Partition partition;
        partition.number = place.number;
        partition.entry = place.where;
        partition.extent = place.extent;
        partition.type = entry.type;
        partition.name = entry.gptName;
        partition.content = entry.content;
        partition.mountPoint = entry.mountPoint;
        partition.isActive = place.number == active;
        if (inferredName(partition) != entry.name)
            partition.partidsName = entry.name;
        m_design.drawing->partitions.push_back(std::move(partition));
    }

    /// Behind all that have an entry in the table itself, so that it is the fourth.
    void addContainer(const Allotment &allotment)
    {
        if (!allotment.container)
            return;
        Partition container;
        container.number = mbrPrimaries;
        container.entry = EntryKind::Extended;
        container.extent = *allotment.container;
        container.type = "05";
        container.content.kind = ContentKind::Unknown;
        m_design.drawing->partitions.push_back(std::move(container));
        const Entry &first = m_entries[allotment.places.at(mbrPrimaries - 2).entry];
        const auto origin = std::ranges::find_if(allotment.places, [&](const Place &place) {
            return place.cloneIndex == 0 && &m_entries[place.entry] == &first;
        });
        const auto before = std::ranges::find(m_design.partitions, origin->number, &PartitionDesign::number);
        m_design.partitions.insert(before + 1,
                                   {.number = mbrPrimaries,
                                    .name = {},
                                    .clones = {},
                                    .isClonedUnchanged = false,
                                    .hasFreshKeys = false,
                                    .start = {},
                                    .size = {}});
    }

    /// The number of what KIWI marks as active; 0: nothing, or a table that has no such mark.
    [[nodiscard]] int activeNumber(const Allotment &allotment) const
    {
        if (!m_firmware.isActivating || isGpt())
            return 0;
        for (const Kind kind : {Kind::Prep, Kind::Boot, Kind::Root}) {
            for (const Place &place : allotment.places) {
                if (place.cloneIndex == 0 && m_entries[place.entry].kind == kind)
                    return place.number;
            }
        }
        return 0;
    }

    void noteRest()
    {
        const bool hasClones =
            std::ranges::any_of(m_entries, [](const Entry &one) { return one.clones > 0; });
        if (m_firmware.hasEfi && m_description.isHybrid && !isForced() && isGpt())
            m_notes.emplace_back(
                "KIWI also lists the first three partitions in a hybrid MBR, clones among them; "
                "a drawing has none");
        if (m_description.rootClones > 0 && m_description.isResized && hasClones)
            m_notes.emplace_back(
                "at first boot KIWI makes the last partition larger than its clones; oem-resize "
                "\"false\" keeps them equal");
        for (const Entry &entry : m_entries) {
            if (entry.kind != Kind::Custom)
                continue;
            if (entry.mountPoint.empty())
                m_notes.push_back("KIWI does not build \"" + entry.name + "\", which has no mountpoint");
            if (isPartOfOwnName(entry.name))
                m_notes.push_back("KIWI does not take the name \"" + entry.name
                                  + "\", a part of one of its own");
        }
    }

    const Description &m_description;
    const Given &m_given;
    const UuidSource &m_uuids;
    Firmware m_firmware;
    std::vector<Entry> m_entries;
    Design m_design;
    std::vector<std::string> m_notes;
};

}

Result<Imported> importDescription(const Description &description, const Given &given,
                                   const UuidSource &uuids)
{
    return Importer(description, given, uuids).run();
}

}
