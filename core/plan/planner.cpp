// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/planner.h"

#include "core/layout/identity_text.h"
#include "core/model/layers.h"

#include <algorithm>

namespace parterre {

namespace {

bool knowsItsPlace(ContentKind kind)
{
    return isFat(kind) || kind == ContentKind::ExFat || kind == ContentKind::Ntfs;
}

class Planner
{
public:
    Planner(const Inventory &inventory, const Design &design, const Designed &designed)
        : m_inventory(inventory)
        , m_design(design)
        , m_layout(designed.layout)
        , m_slots(designed.layout.slots)
        , m_inPlace(designed.inPlace)
        , m_partids(designed.isPartidsWanted ? designed.layout.partids : std::string())
        , m_rewritten(designed.rewritten)
    {
        m_plan.fingerprint = inventory.fingerprint;
    }

    Plan run()
    {
        m_plan.steps.emplace_back(step::SaveTable{});
        for (const Partition &partition : m_inventory.partitions)
            shrink(partition);
        if (m_inPlace)
            moveInPlace();
        else
            copyAll();
        return std::move(m_plan);
    }

private:
    static bool isTakenOver(const Slot &slot) { return slot.isNew && slot.isDataInPlace; }

    void copyAll()
    {
        for (const Partition &partition : m_inventory.partitions)
            copy(partition);
        checkIdentifiers();
        writeTable();
        growAll();
        writePartids();
        rewriteOrigins();
    }

    /// The table hides everything until the end: nothing is published that is not ready to be used.
    void moveInPlace()
    {
        m_plan.steps.emplace_back(step::MoveInPlace{.move = *m_inPlace, .copying = m_design.copying});
        for (const Slot &slot : m_slots)
            relabel(slot);
        checkIdentifiers();
        growAll();
        writePartids();
        rewriteOrigins();
        m_plan.steps.emplace_back(step::WriteTable{.slots = m_slots});
    }

    void checkIdentifiers()
    {
        if (std::ranges::any_of(m_slots, &Slot::isNew))
            m_plan.steps.emplace_back(step::CheckIdentifiers{});
    }

    void shrink(const Partition &partition)
    {
        const Bytes size = keptData(partition, m_layout).size;
        if (partition.entry == EntryKind::Extended || size == partition.extent.size
            || partition.content.kind == ContentKind::Unformatted)
            return;
        m_plan.steps.emplace_back(step::ShrinkContent{.partition = partition.number,
                                                      .where = partition.extent,
                                                      .kind = partition.content.kind,
                                                      .size = size});
    }

    void growAll()
    {
        const auto &growable = m_inventory.capabilities.growable;
        for (const Slot &slot : m_slots) {
            const Partition *const source = findPartition(m_inventory, slot.source);
            if (slot.entry == EntryKind::Extended || source == nullptr
                || slot.extent.size <= source->extent.size
                || !std::ranges::contains(growable, slot.content.kind))
                continue;
            m_plan.steps.emplace_back(step::GrowContent{.partition = slot.source,
                                                        .cloneIndex = slot.cloneIndex,
                                                        .where = slot.extent,
                                                        .kind = slot.content.kind});
        }
    }

    void copy(const Partition &partition)
    {
        std::vector<const Slot *> targets;
        for (const Slot &slot : m_slots) {
            if (slot.source == partition.number && !slot.isDataInPlace)
                targets.push_back(&slot);
        }
        if (targets.empty())
            return;
        std::ranges::sort(targets, {}, [](const Slot *slot) { return slot->extent.begin; });
        const Extent source = keptData(partition, m_layout);
        step::CopyBlocks blocks{.partition = partition.number,
                                .source = source,
                                .targets = {},
                                .kind = partition.content.kind,
                                .used = m_design.copying.blocks == Blocks::Every
                                    ? source.size
                                    : expectedUse(partition.content, source.size),
                                .copying = m_design.copying};
        for (const Slot *slot : targets)
            blocks.targets.push_back(slot->extent.begin);
        m_plan.steps.emplace_back(std::move(blocks));
        for (const Slot *slot : targets)
            relabel(*slot);
    }

    void relabel(const Slot &slot)
    {
        const ContentKind kind = slot.content.kind;
        if (slot.isNew) {
            renewKeys(slot);
            renew(slot);
        }
        if (knowsItsPlace(kind) && !slot.isDataInPlace) {
            m_plan.steps.emplace_back(step::SetHiddenSectors{.partition = slot.source,
                                                             .cloneIndex = slot.cloneIndex,
                                                             .where = slot.extent,
                                                             .kind = kind,
                                                             .sectorSize = m_inventory.table.sectorSize});
        }
        if (slot.isNew)
            rewrite(slot);
    }

    /// Nothing where there is no LUKS, or it is to stay readable with its origin's volume key.
    void renewKeys(const Slot &slot)
    {
        const Partition *const source = findPartition(m_inventory, slot.source);
        const PartitionDesign *const design = findDesign(m_design, slot.source);
        if (!design->hasFreshKeys || !hasLuks(source->content))
            return;
        Extent origin = keptData(*source, m_layout);
        // Its old place is, or may be, the clone's by now.
        if (m_inPlace || slot.isDataInPlace)
            origin.begin = findSlot(m_layout, slot.source, 0)->extent.begin;
        m_plan.steps.emplace_back(step::RenewVolumeKey{.partition = slot.source,
                                                       .cloneIndex = slot.cloneIndex,
                                                       .origin = origin,
                                                       .where = slot.extent,
                                                       .kind = slot.content.kind,
                                                       .copying = m_design.copying});
    }

    /// Nothing where the content has no identifier, or keeps it by the user's choice.
    void renew(const Slot &slot)
    {
        const Partition *const source = findPartition(m_inventory, slot.source);
        if (!hasIdentifier(slot.content.kind) || slot.content.uuid == source->content.uuid)
            return;
        const PartitionDesign *const design = findDesign(m_design, slot.source);
        const auto index = static_cast<std::size_t>(slot.cloneIndex - 1);
        m_plan.steps.emplace_back(step::RenewIdentity{
            .partition = slot.source,
            .cloneIndex = slot.cloneIndex,
            .where = slot.extent,
            .identity = identityOf(source->content, design->clones.at(index).content, slot.content)});
    }

    void writeTable()
    {
        std::vector<Slot> published;
        std::ranges::copy_if(m_slots, std::back_inserter(published),
                             [](const Slot &slot) { return !isTakenOver(slot); });
        const bool isTwice = published.size() < m_slots.size();
        m_plan.steps.emplace_back(step::WriteTable{.slots = std::move(published)});
        if (!isTwice)
            return;
        for (const Slot &slot : m_slots) {
            if (isTakenOver(slot))
                relabel(slot);
        }
        m_plan.steps.emplace_back(step::WriteTable{.slots = m_slots});
    }

    void writePartids()
    {
        if (m_partids.empty())
            return;
        const auto &writable = m_inventory.capabilities.partidsWritable;
        for (const Slot &slot : m_slots) {
            if (!carriesPartids(slot))
                continue;
            for (const Layer &root : rootLayersOf(slot.content)) {
                if (std::ranges::contains(writable, root.content->kind))
                    m_plan.steps.emplace_back(step::WritePartids{.partition = slot.source,
                                                                 .cloneIndex = slot.cloneIndex,
                                                                 .number = slot.number,
                                                                 .where = slot.extent,
                                                                 .layer = root.place,
                                                                 .kind = root.content->kind,
                                                                 .text = m_partids});
            }
        }
    }

    void rewriteOrigins()
    {
        for (const Slot &slot : m_slots) {
            if (!slot.isNew)
                rewrite(slot);
        }
    }

    void rewrite(const Slot &slot)
    {
        for (const RewrittenSlot &one : m_rewritten) {
            const Content *const content = layerAt(slot.content, one.layer);
            if (one.partition == slot.source && one.cloneIndex == slot.cloneIndex && one.isWritable
                && content != nullptr)
                m_plan.steps.emplace_back(step::RewriteReferences{.partition = slot.source,
                                                                  .cloneIndex = slot.cloneIndex,
                                                                  .isClone = slot.isNew,
                                                                  .number = slot.number,
                                                                  .where = slot.extent,
                                                                  .layer = one.layer,
                                                                  .kind = content->kind,
                                                                  .files = one.files});
        }
    }

    const Inventory &m_inventory;
    const Design &m_design;
    const Layout &m_layout;
    const std::vector<Slot> &m_slots;
    const std::optional<InPlaceMove> &m_inPlace;
    const std::string m_partids;  ///< empty where none is to be written
    const std::vector<RewrittenSlot> &m_rewritten;
    Plan m_plan;
};

}

Plan planFor(const Inventory &inventory, const Design &design, const Designed &designed)
{
    return Planner(inventory, design, designed).run();
}

}
