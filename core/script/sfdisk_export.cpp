// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_export.h"

#include "core/script/sfdisk_attributes.h"
#include "core/script/sfdisk_chain.h"
#include "core/script/sfdisk_import.h"
#include "core/script/sfdisk_room.h"
#include "core/script/sfdisk_types.h"
#include "core/script/sfdisk_values.h"
#include "core/units/uuid.h"

#include <algorithm>

namespace parterre::script {

namespace {

constexpr int gptEntriesUsual = 128;

class Exporter
{
public:
    explicit Exporter(const Layout &layout)
        : m_layout(layout)
        , m_sector(layout.table.sectorSize.count())
    {}

    std::expected<SfdiskDump, std::vector<Obstacle>> run()
    {
        describeTable();
        for (const Slot &slot : m_layout.slots)
            describe(slot);
        compareChain();
        if (m_obstacles.empty())
            compare();
        if (!m_obstacles.empty())
            return std::unexpected(std::move(m_obstacles));
        return std::move(m_dump);
    }

private:
    void hinder(int number, std::string why)
    {
        m_obstacles.push_back({.number = number, .why = std::move(why)});
    }
    [[nodiscard]] bool isGpt() const { return m_layout.table.kind == TableKind::Gpt; }

    void describeTable()
    {
        const Table &table = m_layout.table;
        if (!isWritable(table.kind))
            hinder(0, "has neither a GPT nor an MBR table");
        if (table.isHybrid)
            hinder(0, "has a hybrid MBR, which sfdisk makes none of");
        if (!isSound(table) && table.kind != TableKind::None)
            hinder(0, "has a damaged table");
        m_dump.label = table.kind;
        m_dump.labelId = table.id;
        m_dump.sectorSize = table.sectorSize;
        // Every place is told to the sector, so that this is for whoever adds partitions later.
        const bool isTold = table.grain.count() % m_sector == 0 && table.grain <= sfdiskGrainMax;
        m_dump.grain = isTold ? table.grain : m_dump.grain;
        if (!isGpt())
            return;
        m_dump.firstLba = table.usable.begin.bytes() / m_sector;
        m_dump.lastLba = table.usable.end().bytes() / m_sector - 1;
        if (table.entriesMax != gptEntriesUsual)
            m_dump.tableLength = table.entriesMax;
    }

    void describe(const Slot &slot)
    {
        if (slot.extent.begin.bytes() % m_sector != 0 || slot.extent.size.count() % m_sector != 0)
            hinder(slot.number, "does not begin and end with a sector");
        if ((slot.attributes & ~sfdiskAttributesMask) != 0)
            hinder(slot.number, "has attributes among the bits 3 to 47, for which sfdisk has no words");
        if (isGpt() && !isSfdiskName(slot.name))
            hinder(slot.number,
                   "has a name that is no UTF-8, is too long, or has characters beyond U+FFFF, which sfdisk "
                   "does not write");
        if (sfdiskType(m_layout.table.kind, slot.type) != slot.type)
            hinder(slot.number, "has the type \"" + slot.type + "\", which sfdisk makes none of");
        if (isGpt() && !slot.guid.empty() && !Uuid::parse(slot.guid))
            hinder(slot.number, "has a PARTUUID that is none");
        m_dump.entries.push_back(
            {.number = slot.number,
             .start = SfdiskAmount{.count = slot.extent.begin.bytes() / m_sector, .isBytes = false},
             .size = SfdiskAmount{.count = slot.extent.size.count() / m_sector, .isBytes = false},
             .type = slot.type,
             .uuid = isGpt() ? slot.guid : std::string(),
             .name = isGpt() ? slot.name : std::string(),
             .attributes = isGpt() ? slot.attributes : 0,
             .isBootable = slot.isActive && !isGpt(),
             .line = 0});
    }

    void compareChain()
    {
        SfdiskChain chain(m_layout.diskSize, m_layout.table.sectorSize);
        for (const Slot &slot : m_layout.slots) {
            if (auto why = chain.add(slot.entry, slot.extent))
                hinder(slot.number, std::move(*why));
        }
    }

    /// What has no room for sfdisk is told of each; then all that it would make otherwise.
    void compare()
    {
        SfdiskRoom room(m_layout.table, m_layout.table.usable.begin);
        for (std::size_t i = 0; i < m_dump.entries.size(); ++i) {
            const Slot &slot = m_layout.slots[i];
            if (const Result<Extent> place = room.place(m_dump.entries[i], slot.entry); !place)
                hinder(slot.number, "is refused by sfdisk: " + place.error().detail);
        }
        if (!m_obstacles.empty())
            return;
        const Result<Imported> made = importSfdisk(m_dump, m_layout.diskSize);
        if (!made) {
            hinder(0, "is refused by sfdisk: " + made.error().detail);
            return;
        }
        const std::vector<Partition> &partitions = made->design.drawing->partitions;
        for (const Slot &slot : m_layout.slots) {
            const auto same = std::ranges::find(partitions, slot.number, &Partition::number);
            if (same == partitions.end() || same->extent != slot.extent || same->entry != slot.entry)
                hinder(slot.number, "would be another one for sfdisk");
        }
    }

    const Layout &m_layout;
    std::int64_t m_sector;
    SfdiskDump m_dump;
    std::vector<Obstacle> m_obstacles;
};

}

std::expected<SfdiskDump, std::vector<Obstacle>> exportSfdisk(const Layout &layout)
{
    return Exporter(layout).run();
}

}
