// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/place.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace parterre {

namespace {

/// One existing partition with the new clones that belong directly before its origin.
struct Group
{
    std::vector<Item *> clones;  ///< new ones only, by index
    Item *fixed = nullptr;       ///< the origin, or an existing clone with none of its own

    [[nodiscard]] Extent old() const { return fixed->existing->extent; }
    [[nodiscard]] Bytes size() const { return old().size; }
};

/// Lays out one region (the table's space, or the inside of the container) in physical order.
///
/// The data in place may serve as any of the 1 + N equal slots of a group, so a group grows to
/// both sides of it without moving anything: first into the gap before it, which no later group
/// can use, then into the gap behind. That order wastes nothing, so where it fails nothing short
/// of moving data over data would do.
class AdjacentPlacer
{
public:
    AdjacentPlacer(std::vector<Group> groups, Extent region, Bytes reserve, const Inventory &inventory)
        : m_groups(std::move(groups))
        , m_region(region)
        , m_reserve(reserve)
        , m_inventory(inventory)
    {}

    std::vector<PlaceProblem> run()
    {
        const bool isDrawing = m_inventory.target.kind == Target::Kind::Drawing;
        if (const Group *late = firstOutOfOrder(); late != nullptr && !isDrawing) {
            pack();
            return {problem(PlaceProblem::Kind::OutOfOrder, *late, Bytes())};
        }
        const Group *stuck = isDrawing ? nullptr : grow();
        if (!isDrawing && stuck == nullptr)
            return {};
        return afterPacking(stuck, isDrawing);
    }

private:
    [[nodiscard]] const Group *firstOutOfOrder() const
    {
        Offset last;
        for (const Group &group : m_groups) {
            if (group.old().begin < last)
                return &group;
            last = group.old().begin;
        }
        return nullptr;
    }

    /// Places every group around its data; the first that has no room is returned.
    const Group *grow()
    {
        Offset cursor = m_region.begin + m_reserve;
        for (std::size_t i = 0; i < m_groups.size(); ++i) {
            const bool isLast = i + 1 == m_groups.size();
            const Offset limit = isLast ? m_region.end() : m_groups[i + 1].old().begin - m_reserve;
            if (!growOne(m_groups[i], cursor, limit))
                return &m_groups[i];
            cursor = m_groups[i].fixed->extent.end() + m_reserve;
        }
        return nullptr;
    }

    bool growOne(Group &group, Offset from, Offset limit)
    {
        std::vector<Offset> starts = before(group, from);
        const std::size_t own = starts.size();
        starts.push_back(group.old().begin);
        Offset at = group.old().end() + m_reserve;
        while (starts.size() <= group.clones.size()) {
            at = aligned(at);
            if (at + group.size() > limit)
                return false;
            starts.push_back(at);
            at = at + group.size() + m_reserve;
        }
        assign(group, starts, own);
        return true;
    }

    /// Starts of the slots that fit between `from` and the group's data, ascending.
    [[nodiscard]] std::vector<Offset> before(const Group &group, Offset from) const
    {
        std::vector<Offset> starts;
        Offset end = group.old().begin;
        while (starts.size() < group.clones.size()) {
            const Bytes need = group.size() + m_reserve;
            if (end < from + need)
                break;
            const Table &table = m_inventory.table;
            const Offset start = alignDown(end - need, table.grain, table.alignmentPhase);
            if (start < from)
                break;
            starts.push_back(start);
            end = start;
        }
        std::ranges::reverse(starts);
        return starts;
    }

    static void assign(Group &group, const std::vector<Offset> &starts, std::size_t own)
    {
        for (std::size_t i = 0; i < starts.size(); ++i) {
            Item &item = i < group.clones.size() ? *group.clones[i] : *group.fixed;
            item.extent = {.begin = starts[i], .size = group.size()};
            item.entry = group.fixed->existing->entry;
            item.isPlaced = true;
            item.isDataInPlace = i == own;
            item.isTakingOver = i == own && item.isNewClone();
        }
    }

    [[nodiscard]] Offset aligned(Offset at) const
    {
        return alignUp(at, m_inventory.table.grain, m_inventory.table.alignmentPhase);
    }

    /// Everything in order from the left, as it would lie if data could move; returns its end.
    Offset pack()
    {
        Offset cursor = m_region.begin + m_reserve;
        for (Group &group : m_groups) {
            const bool canStay = group.clones.empty() && cursor <= group.old().begin;
            std::vector<Offset> starts;
            Offset at = canStay ? group.old().begin : std::max(aligned(cursor), firstStart(group));
            for (std::size_t i = 0; i <= group.clones.size(); ++i) {
                if (!canStay)
                    at = aligned(at);
                starts.push_back(at);
                at = at + group.size() + m_reserve;
            }
            const auto own = std::ranges::find(starts, group.old().begin);
            assign(group, starts, static_cast<std::size_t>(own - starts.begin()));
            cursor = at;
        }
        return cursor;
    }

    /// A group that starts further right than it must keeps its place.
    [[nodiscard]] Offset firstStart(const Group &group) const
    {
        const bool isFirst = &group == &m_groups.front();
        return isFirst ? group.old().begin : Offset();
    }

    std::vector<PlaceProblem> afterPacking(const Group *stuck, bool isDrawing)
    {
        const Offset end = pack();
        if (end > m_region.end()) {
            const Group &last = stuck != nullptr ? *stuck : m_groups.back();
            return {problem(PlaceProblem::Kind::NoSpace, last, end - m_region.end())};
        }
        if (isDrawing)
            return {};
        return {problem(PlaceProblem::Kind::NeedsInPlaceMove, *stuck, movedBytes())};
    }

    [[nodiscard]] Bytes movedBytes() const
    {
        Bytes moved;
        for (const Group &group : m_groups) {
            const bool isAnyInPlace = group.fixed->isDataInPlace
                || std::ranges::any_of(group.clones, [](const Item *item) { return item->isDataInPlace; });
            if (!isAnyInPlace)
                moved += group.size();
        }
        return moved;
    }

    static PlaceProblem problem(PlaceProblem::Kind kind, const Group &group, Bytes missing)
    {
        return {.kind = kind,
                .number = group.fixed->origin,
                .cloneIndex = 0,
                .wanted = static_cast<int>(group.clones.size()),
                .fitting = 0,
                .missing = missing};
    }

    std::vector<Group> m_groups;
    Extent m_region;
    Bytes m_reserve;
    const Inventory &m_inventory;
};

std::vector<Group> groupsIn(std::vector<Item> &items, bool isLogical)
{
    std::vector<Group> groups;
    std::vector<Item *> waiting;
    for (Item &item : items) {
        if ((item.source->entry == EntryKind::Logical) != isLogical)
            continue;
        if (item.isNewClone()) {
            waiting.push_back(&item);
            continue;
        }
        // New clones wait for their origin; an existing clone of the same origin goes before them.
        const bool isOrigin = item.cloneIndex == 0;
        groups.push_back(
            {.clones = isOrigin ? std::exchange(waiting, {}) : std::vector<Item *>(), .fixed = &item});
    }
    return groups;
}

Extent containerOf(const Inventory &inventory)
{
    const auto found = std::ranges::find(inventory.partitions, EntryKind::Extended, &Partition::entry);
    return found == inventory.partitions.end() ? Extent{} : found->extent;
}

/// MBR: more primary entries than there are is a problem wherever they lie.
std::vector<PlaceProblem> primaryCount(const std::vector<Group> &groups, const Inventory &inventory)
{
    if (inventory.table.kind != TableKind::Mbr)
        return {};
    int left = mbrPrimaries - static_cast<int>(groups.size());
    std::vector<PlaceProblem> problems;
    for (const Group &group : groups) {
        const int wanted = static_cast<int>(group.clones.size());
        if (wanted > std::max(left, 0)) {
            problems.push_back({.kind = PlaceProblem::Kind::PrimariesFull,
                                .number = group.fixed->origin,
                                .cloneIndex = 0,
                                .wanted = wanted,
                                .fitting = std::max(left, 0),
                                .missing = {}});
        }
        left -= wanted;
    }
    return problems;
}

}

std::vector<PlaceProblem> placeAdjacent(std::vector<Item> &items, const Inventory &inventory)
{
    std::vector<Group> primary = groupsIn(items, false);
    std::vector<Group> logical = groupsIn(items, true);
    std::vector<PlaceProblem> problems = primaryCount(primary, inventory);
    if (!primary.empty()) {
        AdjacentPlacer placer(std::move(primary), inventory.table.usable, Bytes(), inventory);
        std::ranges::copy(placer.run(), std::back_inserter(problems));
    }
    if (!logical.empty()) {
        const Bytes reserve = inventory.table.sectorSize * 2;
        AdjacentPlacer placer(std::move(logical), containerOf(inventory), reserve, inventory);
        std::ranges::copy(placer.run(), std::back_inserter(problems));
    }
    return problems;
}

}
