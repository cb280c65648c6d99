// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/place.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace parterre {

namespace {

/// One boot record that is in use and one for its successor; see room.cpp.
constexpr std::int64_t bootRecordSectors = 2;

/// Hands out free space, first fit, and remembers what it gave away.
class FreeSpacePlacer
{
public:
    FreeSpacePlacer(std::vector<Item> &items, const Inventory &inventory, const Design &design)
        : m_items(items)
        , m_inventory(inventory)
        , m_design(design)
    {
        findRoom();
        if (inventory.table.kind == TableKind::Mbr) {
            const auto used = std::ranges::count_if(
                inventory.partitions, [](const Partition &one) { return one.entry != EntryKind::Logical; });
            m_primariesLeft = mbrPrimaries - static_cast<int>(used);
        }
    }

    std::vector<PlaceProblem> run()
    {
        checkGrown();
        placeByHand();
        std::vector<Item *> open;
        for (Item &item : m_items) {
            if (!item.isPlaced)
                open.push_back(&item);
        }
        if (!placeAll(open)) {
            // In table order it does not fit; the largest first may.
            const auto inOrder = snapshot(open);
            reset(open);
            std::vector<Item *> bySize = open;
            std::ranges::stable_sort(bySize, std::greater(),
                                     [](const Item *item) { return item->extent.size; });
            if (!placeAll(bySize))
                restore(open, inOrder);
        }
        collectProblems();
        return std::move(m_problems);
    }

private:
    /// What the disk has free, with its partitions as large as they shall be.
    void findRoom()
    {
        const bool isAnyResized = std::ranges::any_of(m_items, [](const Item &item) {
            return item.existing != nullptr && item.extent.size != item.existing->extent.size;
        });
        if (!isAnyResized) {
            findRoomOn(m_inventory);
            return;
        }
        Inventory sized = m_inventory;
        for (Partition &partition : sized.partitions) {
            const auto item = std::ranges::find_if(m_items, [&](const Item &one) {
                return one.existing != nullptr && one.existing->number == partition.number;
            });
            if (item != m_items.end())
                partition.extent.size = item->extent.size;
        }
        findRoomOn(sized);
    }

    void findRoomOn(const Inventory &inventory)
    {
        m_primaryRoom = roomFor(EntryKind::Primary, inventory);
        m_logicalRoom = roomFor(EntryKind::Logical, inventory);
    }

    /// What was made larger where it lies must not reach into others, nor leave its region.
    void checkGrown()
    {
        for (const Item &item : m_items) {
            if (item.existing == nullptr || !item.isDataInPlace
                || item.extent.size <= item.existing->extent.size)
                continue;
            Offset limit = regionOf(item).end();
            const Bytes reserve =
                item.entry == EntryKind::Logical ? m_inventory.table.sectorSize * bootRecordSectors : Bytes();
            for (const Item &other : m_items) {
                const bool isBehind = &other != &item && other.isPlaced && isSameRegion(item, other)
                    && other.extent.begin > item.extent.begin && !(other.isDataInPlace && isToLeave(other));
                if (isBehind)
                    limit = std::min(limit, other.extent.begin - reserve);
            }
            if (item.extent.end() > limit)
                m_problems.push_back({.kind = PlaceProblem::Kind::NoRoomToGrow,
                                      .number = item.origin,
                                      .cloneIndex = 0,
                                      .wanted = 0,
                                      .fitting = 0,
                                      .missing = item.extent.end() - limit});
        }
    }

    static bool isSameRegion(const Item &one, const Item &other)
    {
        return (one.entry == EntryKind::Logical) == (other.entry == EntryKind::Logical);
    }

    void placeByHand()
    {
        for (Item &item : m_items) {
            const bool isOrigin = item.cloneIndex == 0;
            const std::optional<Offset> wanted = !isOrigin && item.isNewClone() ? item.clone->start
                : isOrigin && item.design != nullptr                            ? item.design->start
                                                                                : std::nullopt;
            if (wanted && *wanted != item.extent.begin)
                placeAt(item, *wanted);
        }
    }

    void placeAt(Item &item, Offset start)
    {
        const Table &table = m_inventory.table;
        if (start >= table.usable.end()) {
            addByHand(PlaceProblem::Kind::TakenByHand, item, start);
            return;
        }
        if (!isAligned(start, table.sectorSize) || !isAligned(start, table.grain, table.alignmentPhase))
            addByHand(PlaceProblem::Kind::MisalignedByHand, item, start);
        const Extent wanted{.begin = start, .size = item.extent.size};
        for (const EntryKind entry : {EntryKind::Primary, EntryKind::Logical}) {
            if (item.existing != nullptr && entry != item.entry)
                continue;
            const std::vector<Extent> &room = roomOf(entry);
            const bool isFree = isAligned(start, table.sectorSize)
                && std::ranges::any_of(room, [&](const Extent &gap) { return gap.contains(wanted); })
                && (item.existing != nullptr || canAdd(entry));
            if (isFree) {
                give(item, entry, start);
                return;
            }
        }
        if (isLeftByOthers(item, wanted))
            give(item, item.entry, start);
        else
            addByHand(PlaceProblem::Kind::TakenByHand, item, start);
    }

    /// Whether an origin can go to `wanted` once everything that shall leave that place has left it.
    bool isLeftByOthers(const Item &item, Extent wanted)
    {
        if (item.existing == nullptr || item.entry == EntryKind::Extended
            || !isAligned(wanted.begin, m_inventory.table.sectorSize) || !regionOf(item).contains(wanted))
            return false;
        const Extent wide = withReserve(wanted, item.entry);
        const bool isStuck = std::ranges::any_of(m_items, [&](const Item &other) {
            const bool isLeaving = other.isDataInPlace && isToLeave(other);
            return &other != &item && isSameRegion(item, other) && other.isPlaced && !isLeaving
                && other.extent.overlaps(wide);
        });
        return !isStuck;
    }

    [[nodiscard]] Extent regionOf(const Item &item) const
    {
        if (item.entry != EntryKind::Logical)
            return m_inventory.table.usable;
        const auto container =
            std::ranges::find(m_inventory.partitions, EntryKind::Extended, &Partition::entry);
        if (container == m_inventory.partitions.end())
            return {};
        return extentBetween(container->extent.begin + m_inventory.table.sectorSize * bootRecordSectors,
                             container->extent.end());
    }

    /// Boot records need their sectors between any two logical partitions.
    [[nodiscard]] Extent withReserve(Extent extent, EntryKind entry) const
    {
        if (entry != EntryKind::Logical)
            return extent;
        const Bytes reserve = m_inventory.table.sectorSize * bootRecordSectors;
        return {.begin = extent.begin - reserve, .size = extent.size + reserve * 2};
    }

    static bool isToLeave(const Item &item)
    {
        return item.cloneIndex == 0 && item.design != nullptr && item.design->start
            && *item.design->start != item.extent.begin;
    }

    void addByHand(PlaceProblem::Kind kind, const Item &item, Offset start)
    {
        m_problems.push_back({.kind = kind,
                              .number = item.origin,
                              .cloneIndex = item.cloneIndex,
                              .wanted = 0,
                              .fitting = 0,
                              .missing = Bytes(start.bytes())});
    }

    bool placeAll(const std::vector<Item *> &order)
    {
        bool isAll = true;
        for (Item *item : order)
            isAll = placeOne(*item) && isAll;
        return isAll;
    }

    bool placeOne(Item &item)
    {
        const EntryKind own = item.source->entry;
        if (placeIn(item, own))
            return true;
        const bool mayChange =
            m_inventory.table.kind == TableKind::Mbr && m_design.numbering == Numbering::Keep;
        const EntryKind other = own == EntryKind::Logical ? EntryKind::Primary : EntryKind::Logical;
        return mayChange && placeIn(item, other);
    }

    bool placeIn(Item &item, EntryKind entry)
    {
        if (!canAdd(entry))
            return false;
        const Table &table = m_inventory.table;
        for (const Extent &gap : roomOf(entry)) {
            const Offset start = alignUp(gap.begin, table.grain, table.alignmentPhase);
            if (start + item.extent.size <= gap.end()) {
                give(item, entry, start);
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool canAdd(EntryKind entry) const
    {
        return m_inventory.table.kind != TableKind::Mbr || entry == EntryKind::Logical || m_primariesLeft > 0;
    }

    std::vector<Extent> &roomOf(EntryKind entry)
    {
        return entry == EntryKind::Logical ? m_logicalRoom : m_primaryRoom;
    }

    void give(Item &item, EntryKind entry, Offset start)
    {
        item.entry = entry;
        item.extent.begin = start;
        item.isPlaced = true;
        item.isDataInPlace = false;
        if (entry != EntryKind::Logical && item.existing == nullptr)
            --m_primariesLeft;
        carve(item);
    }

    struct Place
    {
        Extent extent;
        EntryKind entry = EntryKind::Primary;
        bool isPlaced = false;
    };

    static std::vector<Place> snapshot(const std::vector<Item *> &open)
    {
        std::vector<Place> places;
        for (const Item *item : open)
            places.push_back({.extent = item->extent, .entry = item->entry, .isPlaced = item->isPlaced});
        return places;
    }

    static void restore(const std::vector<Item *> &open, const std::vector<Place> &places)
    {
        for (std::size_t i = 0; i < open.size(); ++i) {
            open[i]->extent = places[i].extent;
            open[i]->entry = places[i].entry;
            open[i]->isPlaced = places[i].isPlaced;
        }
    }

    /// Takes back what placeAll gave, so that another order can be tried.
    void reset(const std::vector<Item *> &open)
    {
        for (Item *item : open) {
            if (item->isPlaced && item->entry != EntryKind::Logical)
                ++m_primariesLeft;
            item->isPlaced = false;
            item->extent.begin = {};
        }
        findRoom();
        for (Item &item : m_items) {
            if (item.isPlaced && !item.isDataInPlace)
                carve(item);
        }
    }

    void carve(const Item &item)
    {
        std::vector<Extent> left;
        for (const Extent &gap : roomOf(item.entry)) {
            for (const Extent &rest : gaps(gap, {withReserve(item.extent, item.entry)}))
                left.push_back(rest);
        }
        roomOf(item.entry) = std::move(left);
    }

    void collectProblems()
    {
        std::map<int, PlaceProblem> byOrigin;
        for (const Item &item : m_items) {
            if (!item.isNewClone())
                continue;
            PlaceProblem &problem = byOrigin[item.origin];
            problem.number = item.origin;
            ++problem.wanted;
            if (item.isPlaced) {
                ++problem.fitting;
                continue;
            }
            problem.missing += roundUp(item.extent.size, m_inventory.table.grain);
            problem.kind = reasonFor(item);
        }
        for (const auto &[number, problem] : byOrigin) {
            if (problem.fitting < problem.wanted)
                m_problems.push_back(problem);
        }
    }

    [[nodiscard]] PlaceProblem::Kind reasonFor(const Item &item)
    {
        const EntryKind own = item.source->entry;
        if (!canAdd(own))
            return PlaceProblem::Kind::PrimariesFull;
        if (own != EntryKind::Logical)
            return PlaceProblem::Kind::NoSpace;
        std::vector<Extent> taken;
        Extent whole;
        for (const Partition &partition : m_inventory.partitions) {
            if (partition.entry == EntryKind::Extended)
                whole = partition.extent;
        }
        for (const Item &other : m_items) {
            if (other.entry == EntryKind::Logical && other.isPlaced)
                taken.push_back(other.extent);
        }
        const auto bare = gaps(whole, std::move(taken));
        const bool wouldFit =
            std::ranges::any_of(bare, [&](const Extent &gap) { return gap.size >= item.extent.size; });
        return wouldFit ? PlaceProblem::Kind::NoRoomForEbr : PlaceProblem::Kind::NoSpace;
    }

    std::vector<Item> &m_items;
    const Inventory &m_inventory;
    const Design &m_design;
    std::vector<Extent> m_primaryRoom;
    std::vector<Extent> m_logicalRoom;
    int m_primariesLeft = 0;
    std::vector<PlaceProblem> m_problems;
};

}

std::vector<PlaceProblem> placeInFreeSpace(std::vector<Item> &items, const Inventory &inventory,
                                           const Design &design)
{
    return FreeSpacePlacer(items, inventory, design).run();
}

std::vector<PlaceProblem> place(std::vector<Item> &items, const Inventory &inventory, const Design &design)
{
    if (design.placement == Placement::Adjacent)
        return placeAdjacent(items, inventory);
    return placeInFreeSpace(items, inventory, design);
}

}
