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

    /// Where its data is, and as large as it shall be.
    [[nodiscard]] Extent old() const { return {.begin = fixed->existing->extent.begin, .size = size()}; }
    [[nodiscard]] Bytes size() const { return fixed->extent.size; }
};

/// Lays out one region (the table's space, or the inside of the container) in physical order.
///
/// The data in place may serve as any of the 1 + N equal slots of a group, so a group grows to
/// both sides of it without moving anything: first into the gap before it, which no later group
/// can use, then into the gap behind. That order wastes nothing, so where it fails nothing short
/// of moving data over data would do: then as much as can stays where it is, or all is packed to the left.
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
        if (!isDrawing && !isOutOfOrder() && grow())
            return {};
        const bool hasWay = !isDrawing
            && (pack(Packing::InPlace) <= m_region.end() || pack(Packing::BehindFirst) <= m_region.end()
                || pack(Packing::Tight) <= m_region.end());
        if (hasWay)
            return {};
        const Offset end = pack(Packing::BehindFirst);
        if (end <= m_region.end())
            return {};
        const Group &last = m_groups.back();
        return {{.kind = PlaceProblem::Kind::NoSpace,
                 .number = last.fixed->origin,
                 .cloneIndex = 0,
                 .wanted = static_cast<int>(last.clones.size()),
                 .fitting = 0,
                 .missing = end - m_region.end()}};
    }

private:
    [[nodiscard]] bool isOutOfOrder() const
    {
        return !std::ranges::is_sorted(m_groups, {}, [](const Group &group) { return group.old().begin; });
    }

    /// Places every group around its data; whether they all have room.
    bool grow()
    {
        Offset cursor = m_region.begin + m_reserve;
        for (std::size_t i = 0; i < m_groups.size(); ++i) {
            const bool isLast = i + 1 == m_groups.size();
            const Offset limit = isLast ? m_region.end() : m_groups[i + 1].old().begin - m_reserve;
            if (!growOne(m_groups[i], cursor, limit))
                return false;
            cursor = m_groups[i].fixed->extent.end() + m_reserve;
        }
        return true;
    }

    bool growOne(Group &group, Offset from, Offset limit)
    {
        const std::vector<Offset> starts = around(group, from);
        if (starts.back() + group.size() > limit)
            return false;
        assign(group, starts);
        return true;
    }

    /// Starts of all of the group's slots, ascending: as many as fit from `from` on, its data, the others.
    [[nodiscard]] std::vector<Offset> around(const Group &group, Offset from) const
    {
        std::vector<Offset> starts = before(group, from);
        starts.push_back(group.old().begin);
        while (starts.size() <= group.clones.size())
            starts.push_back(aligned(starts.back() + group.size() + m_reserve));
        return starts;
    }

    /// The same from `at` on, wherever its data is.
    [[nodiscard]] std::vector<Offset> beginningAt(Offset at, const Group &group) const
    {
        std::vector<Offset> starts{aligned(at)};
        while (starts.size() <= group.clones.size())
            starts.push_back(aligned(starts.back() + group.size() + m_reserve));
        return starts;
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

    static void assign(Group &group, const std::vector<Offset> &starts)
    {
        const auto found = std::ranges::find(starts, group.old().begin);
        const auto own = static_cast<std::size_t>(found - starts.begin());
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

    enum class Packing : std::uint8_t {
        InPlace,  ///< groups keep their data in place where what goes before them leaves it alone
        BehindFirst,  ///< they follow each other, the first one from where it is
        Tight,  ///< ... from the begin of the region
    };

    /// Everything in order, as it can lie where data may move; returns its end.
    Offset pack(Packing packing)
    {
        const bool stays = packing == Packing::InPlace;
        Offset cursor = m_region.begin + m_reserve;
        for (Group &group : m_groups) {
            const bool isFirst = packing != Packing::Tight && &group == &m_groups.front();
            const bool canStay =
                (stays || (group.clones.empty() && packing != Packing::Tight)) && cursor <= group.old().begin;
            if (canStay)
                assign(group, stays ? around(group, cursor) : std::vector{group.old().begin});
            else
                assign(group, beginningAt(isFirst ? std::max(cursor, group.old().begin) : cursor, group));
            cursor = group.fixed->extent.end() + m_reserve;
        }
        return cursor - m_reserve;
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
