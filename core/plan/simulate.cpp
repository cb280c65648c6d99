// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/simulate.h"

#include "core/layout/partids_keys.h"

#include <algorithm>
#include <optional>

namespace parterre {

namespace {

/// Data somewhere on the simulated disk.
struct Stored
{
    Extent extent;
    int source = 0;              ///< the inventory's partition it is a copy of
    std::optional<NewIdentity> renewed;  ///< with this instead of its origin's
};

class Simulator
{
public:
    explicit Simulator(const Inventory &inventory)
        : m_inventory(inventory)
    {
        for (const Partition &partition : inventory.partitions) {
            if (partition.entry == EntryKind::Extended)
                continue;
            m_stored.push_back({.extent = partition.extent, .source = partition.number, .renewed = {}});
            m_published.push_back(partition.extent);
        }
    }

    Result<> operator()(const step::SaveTable &)
    {
        m_isTableSaved = true;
        return {};
    }

    Result<> operator()(const step::CopyBlocks &copy)
    {
        const Stored *const source = at(copy.source);
        if (source == nullptr || source->source != copy.partition || source->renewed)
            return wrong("a copy reads what is not the data of partition " + std::to_string(copy.partition));
        std::vector<Extent> written;
        for (const Offset target : copy.targets) {
            const Extent to{.begin = target, .size = copy.source.size};
            CHECK(mayWrite(to));
            if (to.overlaps(copy.source) || overlapsAny(to, written))
                return wrong("a copy writes over its own source or another of its targets");
            written.push_back(to);
        }
        for (const Extent to : written) {
            std::erase_if(m_stored, [&](const Stored &one) { return one.extent.overlaps(to); });
            m_stored.push_back({.extent = to, .source = copy.partition, .renewed = {}});
        }
        return {};
    }

    Result<> operator()(const step::MoveInPlace &step)
    {
        const InPlaceMove &move = step.move;
        if (!m_isTableSaved || m_isMoved)
            return wrong("data is moved in place before the table was saved, or twice");
        m_isMoved = true;
        std::erase_if(m_published, [&](const Extent &one) { return overlapsAny(one, move.places); });
        std::vector<Stored> sources;
        for (const Relocation &one : move.relocations) {
            const auto source = std::ranges::find(m_stored, one.source, &Stored::extent);
            if (source == m_stored.end() || source->source != one.partition || source->renewed)
                return wrong("a move reads what is not the data of partition "
                             + std::to_string(one.partition));
            sources.push_back(*source);
            m_stored.erase(source);
        }
        for (std::size_t i = 0; i < sources.size(); ++i) {
            for (const Offset begin : move.relocations[i].destinations)
                CHECK(put({.extent = {.begin = begin, .size = sources[i].extent.size},
                           .source = sources[i].source,
                           .renewed = {}}));
        }
        std::vector<Extent> room = move.scratch;
        room.insert(room.end(), move.journal.begin(), move.journal.end());
        for (const Extent &place : room) {
            CHECK(mayWrite(place));
            if (isStoredIn(place) || std::ranges::any_of(sources, [&](const Stored &source) {
                    return source.extent.overlaps(place);
                }))
                return wrong("a move writes its journal or scratch over data");
        }
        return {};
    }

    Result<> operator()(const step::RenewVolumeKey &renew)
    {
        CHECK(mayWrite(renew.where));
        const Stored *const origin = at(renew.origin);
        Stored *const copy = at(renew.where);
        if (origin == nullptr || origin->source != renew.partition || origin->renewed
            || origin->extent != renew.origin)
            return wrong("a volume key is renewed from what is not the data of partition "
                         + std::to_string(renew.partition));
        if (copy == nullptr || copy == origin || copy->source != renew.partition
            || copy->extent.size != renew.origin.size)
            return wrong("a volume key is renewed where no copy lies");
        copy->renewed.reset();
        return {};
    }

    Result<> operator()(const step::RenewIdentity &renew)
    {
        CHECK(mayWrite(renew.where));
        Stored *const copy = at(renew.where);
        if (copy == nullptr || copy->source != renew.partition)
            return wrong("an identifier is renewed where no copy lies");
        copy->renewed = renew.identity;
        return {};
    }

    Result<> operator()(const step::SetHiddenSectors &hidden)
    {
        CHECK(mayWrite(hidden.where));
        if (at(hidden.where) == nullptr)
            return wrong("a boot sector is changed where no copy lies");
        return {};
    }

    Result<> operator()(const step::ShrinkContent &shrink)
    {
        Stored *const data = at(shrink.where);
        if (data == nullptr || data->source != shrink.partition)
            return wrong("a content is made smaller where that of partition "
                         + std::to_string(shrink.partition) + " does not lie");
        if (shrink.size.isZero() || shrink.size > shrink.where.size)
            return wrong("a content is made smaller to no smaller size");
        const Extent left{.begin = shrink.where.begin, .size = shrink.size};
        data->extent = left;
        std::ranges::replace(m_published, shrink.where, left);
        return {};
    }

    Result<> operator()(const step::GrowContent &grow)
    {
        const bool isPublished = std::ranges::contains(m_published, grow.where);
        Stored *const data = at(grow.where);
        if ((!isPublished && !m_isMoved) || data == nullptr || data->source != grow.partition)
            return wrong("a content is made larger where no entry holds that of partition "
                         + std::to_string(grow.partition));
        if (!isPublished)
            CHECK(mayWrite(grow.where));
        data->extent = grow.where;
        return {};
    }

    Result<> operator()(const step::CheckIdentifiers &)
    {
        m_areIdentifiersChecked = true;
        return {};
    }

    Result<> operator()(const step::WriteTable &write)
    {
        if (!m_isTableSaved)
            return wrong("the table is written before the old one was saved");
        for (const Slot &slot : write.slots)
            CHECK(mayPublish(slot));
        CHECK(isTable(write.slots));
        m_published.clear();
        for (const Slot &slot : write.slots) {
            if (slot.entry != EntryKind::Extended)
                m_published.push_back(slot.extent);
        }
        m_slots = write.slots;
        return {};
    }

    Result<> operator()(const step::WritePartids &partids)
    {
        const auto slot = std::ranges::find(m_slots, partids.number, &Slot::number);
        const Stored *const data = at(partids.where);
        const bool isHidden =
            m_isMoved && m_slots.empty() && data != nullptr && data->source == partids.partition;
        if (!isHidden && (slot == m_slots.end() || slot->extent != partids.where))
            return wrong("config.partids goes into a partition that the table does not have");
        return {};
    }

    Result<> operator()(const step::RewriteReferences &rewrite)
    {
        const Stored *const data = at(rewrite.where);
        if (data == nullptr || data->source != rewrite.partition)
            return wrong("files are rewritten where those of partition " + std::to_string(rewrite.partition)
                         + " do not lie");
        if (rewrite.isClone)
            return mayWrite(rewrite.where);
        if (m_isMoved && m_slots.empty())
            return {};
        const auto slot = std::ranges::find(m_slots, rewrite.number, &Slot::number);
        if (slot == m_slots.end() || slot->extent != rewrite.where)
            return wrong("files are rewritten in a partition that the table does not have");
        return {};
    }

    [[nodiscard]] Layout layout()
    {
        Layout layout;
        layout.table = m_inventory.table;
        layout.diskSize = m_inventory.target.size;
        layout.slots = std::move(m_slots);
        layout.free = gaps(m_inventory.table.usable, m_published);
        layout.partids = assignPartidsKeys(layout.slots);
        return layout;
    }

    [[nodiscard]] bool hasWrittenTable() const { return !m_slots.empty(); }

private:
    static std::unexpected<Error> wrong(const std::string &what)
    {
        return fail(ErrorCode::Invalid, "plan", what);
    }

    /// What begins where the place does, and has room in it.
    Stored *at(Extent place)
    {
        const auto found = std::ranges::find_if(m_stored, [&](const Stored &one) {
            return one.extent.begin == place.begin && place.contains(one.extent);
        });
        return found == m_stored.end() ? nullptr : &*found;
    }

    [[nodiscard]] bool isStoredIn(Extent place) const
    {
        return std::ranges::any_of(m_stored, [&](const Stored &one) { return one.extent.overlaps(place); });
    }

    /// Data in a place where nothing else is.
    Result<> put(Stored data)
    {
        CHECK(mayWrite(data.extent));
        if (isStoredIn(data.extent))
            return wrong("a move puts data where other data lies that does not move");
        m_stored.push_back(data);
        return {};
    }

    [[nodiscard]] Result<> mayWrite(Extent extent) const
    {
        if (!m_inventory.table.usable.contains(extent))
            return wrong("something is written outside the space of partitions");
        if (overlapsAny(extent, m_published))
            return wrong("something is written where an entry of the table lies");
        return {};
    }

    Result<> mayPublish(const Slot &slot)
    {
        if (slot.entry == EntryKind::Extended)
            return {};
        const Stored *const data = at(slot.extent);
        if (data == nullptr || data->source != slot.source)
            return wrong("entry " + std::to_string(slot.number) + " is published before its data is there");
        if (slot.isNew && !m_areIdentifiersChecked)
            return wrong("clones are published before their identifiers were compared");
        return hasItsIdentifier(slot, *data);
    }

    /// Whether entries and numbers are apart, and no partition of the disk is missing.
    [[nodiscard]] Result<> isTable(const std::vector<Slot> &slots) const
    {
        std::vector<const Slot *> seen;
        for (const Slot &slot : slots) {
            const bool isApart = std::ranges::all_of(seen, [&](const Slot *other) {
                const bool isAnyContainer =
                    slot.entry == EntryKind::Extended || other->entry == EntryKind::Extended;
                return other->number != slot.number
                    && (isAnyContainer || !other->extent.overlaps(slot.extent));
            });
            if (!isApart)
                return wrong("entry " + std::to_string(slot.number) + " is in the way of another");
            seen.push_back(&slot);
        }
        for (const Partition &partition : m_inventory.partitions) {
            const bool isKept = std::ranges::any_of(
                slots, [&](const Slot &slot) { return !slot.isNew && slot.source == partition.number; });
            if (!isKept)
                return wrong("the table loses partition " + std::to_string(partition.number));
        }
        return {};
    }

    [[nodiscard]] Result<> hasItsIdentifier(const Slot &slot, const Stored &data) const
    {
        const Partition *const origin = findPartition(m_inventory, slot.source);
        const Content carried = data.renewed ? identified(origin->content, *data.renewed) : origin->content;
        if (carried != slot.content)
            return wrong("entry " + std::to_string(slot.number)
                         + " is published with another identifier or label than designed");
        return {};
    }

    const Inventory &m_inventory;
    std::vector<Stored> m_stored;
    std::vector<Extent> m_published;
    std::vector<Slot> m_slots;
    bool m_isTableSaved = false;
    bool m_isMoved = false;  ///< in place
    bool m_areIdentifiersChecked = false;
};

}

Result<Layout> simulate(const Inventory &inventory, const Plan &plan)
{
    if (plan.isEmpty())
        return layoutOf(inventory);
    Simulator simulator(inventory);
    for (const Step &step : plan.steps)
        CHECK(std::visit(simulator, step));
    if (!simulator.hasWrittenTable())
        return fail(ErrorCode::Invalid, "plan", "it never writes a table");
    return simulator.layout();
}

}
