// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/in_place.h"

#include "core/layout/lock_slots.h"
#include "core/model/part_types.h"
#include "core/remap/extent_set.h"
#include "core/remap/planner.h"

#include <algorithm>

namespace parterre {

namespace {

using namespace literals;

/// What no write may share with anything else, so that what follows in the last one comes with the data; also
/// what a journal counts in.
constexpr Bytes block = 4_KiB;
/// Boot loaders lie before it, and what others hide there.
constexpr Offset firstPlace{std::int64_t{1} << 20U};
constexpr Bytes journalLeast = 1_MiB;
constexpr Bytes journalMost = 16_MiB;
/// Of what is free, for each of its two copies.
constexpr std::int64_t journalShare = 16;

/// MBR: PowerPC's boot partition, as type::prep on GPT.
constexpr std::string_view prepMbr = "41";

bool isSlotOf(const Slot &slot, const Partition &partition)
{
    return slot.source == partition.number && slot.entry != EntryKind::Extended;
}

bool isBootLoader(const Partition &partition)
{
    return partition.type == type::biosBoot || partition.type == type::prep || partition.type == prepMbr;
}

std::unexpected<PlaceProblem> problem(PlaceProblem::Kind kind, int number = 0, Bytes missing = {})
{
    return std::unexpected(PlaceProblem{
        .kind = kind, .number = number, .cloneIndex = 0, .wanted = 0, .fitting = 0, .missing = missing});
}

class InPlacePlanner
{
public:
    InPlacePlanner(const Layout &designed, const Inventory &inventory, Blocks blocks)
        : m_designed(designed)
        , m_inventory(inventory)
        , m_blocks(blocks)
    {
        for (const Partition &partition : inventory.partitions) {
            if (partition.entry != EntryKind::Extended)
                m_kept.push_back(keptData(partition, designed));
        }
    }

    std::expected<std::optional<InPlaceMove>, PlaceProblem> run()
    {
        for (const Partition &partition : m_inventory.partitions) {
            if (partition.entry == EntryKind::Extended && isContainerMoved(partition))
                return problem(PlaceProblem::Kind::LogicalInMotion, partition.number);
        }
        if (!isOverData())
            return std::nullopt;
        for (const Partition &partition : m_inventory.partitions) {
            if (const auto bad = relocate(partition))
                return std::unexpected(*bad);
        }
        if (const auto torn = findTorn())
            return problem(PlaceProblem::Kind::TornInMotion, *torn);
        if (const auto bad = chooseRoom())
            return std::unexpected(*bad);
        m_move.places = places();
        if (!canHide())
            return problem(PlaceProblem::Kind::NoEntryToHide, firstNumber());
        return m_move;
    }

private:
    [[nodiscard]] bool isContainerMoved(const Partition &container) const
    {
        return std::ranges::none_of(m_designed.slots, [&](const Slot &slot) {
            return slot.entry == EntryKind::Extended && slot.extent == container.extent;
        });
    }

    [[nodiscard]] bool isOverData() const
    {
        return std::ranges::any_of(m_designed.slots, [&](const Slot &slot) {
            return slot.entry != EntryKind::Extended && !slot.isDataInPlace
                && overlapsAny(slot.extent, m_kept);
        });
    }

    std::optional<PlaceProblem> relocate(const Partition &partition)
    {
        if (partition.entry == EntryKind::Extended)
            return std::nullopt;
        Relocation one{.partition = partition.number,
                       .source = keptData(partition, m_designed),
                       .destinations = {},
                       .kind = partition.content.kind,
                       .used = {}};
        bool isMoved = false;
        bool isAnyAway = false;
        for (const Slot &slot : m_designed.slots) {
            if (!isSlotOf(slot, partition))
                continue;
            one.destinations.push_back(slot.extent.begin);
            isAnyAway = isAnyAway || !slot.isDataInPlace;
            isMoved = isMoved || (!slot.isDataInPlace && !slot.isNew);
        }
        if (!isAnyAway)
            return std::nullopt;
        if (partition.entry == EntryKind::Logical)
            return problem(PlaceProblem::Kind::LogicalInMotion, partition.number).error();
        if (isMoved && isBootLoader(partition))
            return problem(PlaceProblem::Kind::BootLoaderInMotion, partition.number).error();
        one.used =
            m_blocks == Blocks::Every ? one.source.size : expectedUse(partition.content, one.source.size);
        std::ranges::sort(one.destinations);
        m_move.relocations.push_back(std::move(one));
        return std::nullopt;
    }

    /// A partition that cannot be moved in whole blocks.
    [[nodiscard]] std::optional<int> findTorn() const
    {
        std::vector<Extent> entries = m_kept;
        for (const Slot &slot : m_designed.slots)
            entries.push_back(slot.extent);
        for (const Relocation &one : m_move.relocations) {
            if (!isAligned(one.source.begin, block) || !isFree(tailOf(one.source), m_kept))
                return one.partition;
            for (const Offset begin : one.destinations) {
                const Extent target{.begin = begin, .size = one.source.size};
                const bool isWithin = m_inventory.table.usable.contains(roundUp(target, block));
                const bool isSelf = begin == one.source.begin;
                if (!isAligned(begin, block) || (!isSelf && (!isWithin || !isFree(tailOf(target), entries))))
                    return one.partition;
            }
        }
        return std::nullopt;
    }

    /// What shares the last block with it.
    static Extent tailOf(Extent extent) { return extentBetween(extent.end(), roundUp(extent, block).end()); }

    static bool isFree(Extent tail, const std::vector<Extent> &entries)
    {
        return tail.isEmpty() || !overlapsAny(tail, entries);
    }

    /// What neither layout uses, in whole blocks.
    [[nodiscard]] std::vector<Extent> commonFree() const
    {
        std::vector<Extent> taken;
        for (const Extent &kept : m_kept)
            taken.push_back(roundUp(kept, block));
        for (const Slot &slot : m_designed.slots)
            taken.push_back(roundUp(slot.extent, block));
        const Extent usable = m_inventory.table.usable;
        std::vector<Extent> result;
        const Extent region =
            extentBetween(std::min(std::max(usable.begin, firstPlace), usable.end()), usable.end());
        for (const Extent &gap : gaps(region, std::move(taken))) {
            const Offset begin = alignUp(gap.begin, block);
            const Offset end = alignDown(gap.end(), block);
            if (begin < end)
                result.push_back(extentBetween(begin, end));
        }
        return result;
    }

    /// The journal at the begin of the first gap and at the end of the last that is large enough; scratch is
    /// what is left.
    std::optional<PlaceProblem> chooseRoom()
    {
        const std::vector<Extent> free = commonFree();
        Bytes sum;
        for (const Extent &gap : free)
            sum += gap.size;
        const Bytes share = std::clamp(Bytes(sum.count() / journalShare), journalLeast, journalMost);
        const Bytes size = roundUp(share, journalLeast);
        if (!chooseJournal(free, size) && !chooseJournal(free, journalLeast))
            return problem(PlaceProblem::Kind::NoJournal, firstNumber(), missingForJournal(free)).error();
        const std::vector<Extent> taken(m_move.journal.begin(), m_move.journal.end());
        for (const Extent &gap : free)
            std::ranges::copy(gaps(gap, taken), std::back_inserter(m_move.scratch));
        return plan();
    }

    bool chooseJournal(const std::vector<Extent> &free, Bytes size)
    {
        const auto hasRoom = [&](const Extent &gap) { return gap.size >= size; };
        const auto first = std::ranges::find_if(free, hasRoom);
        const auto last = std::ranges::find_last_if(free, hasRoom).begin();
        if (first == free.end())
            return false;
        // At whole MiB where they are to be had: there they are looked for first.
        const Offset wish = alignUp(first->begin, journalLeast);
        const Offset head = wish + size <= first->end() ? wish : first->begin;
        const Offset end = alignDown(last->end(), journalLeast);
        const bool isRound = end >= last->begin + size && (first != last || end >= head + size * 2);
        m_move.journal[0] = {.begin = head, .size = size};
        m_move.journal[1] = {.begin = (isRound ? end : last->end()) - size, .size = size};
        if (!m_move.journal[0].overlaps(m_move.journal[1]))
            return true;
        // One gap without a whole MiB to spare.
        m_move.journal[0].begin = first->begin;
        return !m_move.journal[0].overlaps(m_move.journal[1]);
    }

    static Bytes missingForJournal(const std::vector<Extent> &free)
    {
        Bytes there;
        for (const Extent &gap : free)
            there += Bytes(gap.size.count() / journalLeast.count() * journalLeast.count());
        return std::max(journalLeast, journalLeast * 2 - std::min(there, journalLeast * 2));
    }

    [[nodiscard]] std::optional<PlaceProblem> plan()
    {
        std::vector<remap::Move> moves;
        for (const Relocation &one : m_move.relocations)
            moves.push_back({.source = roundUp(one.source, block), .destinations = one.destinations});
        const auto program = remap::planMoves(moves, {.scratch = m_move.scratch});
        if (!program)
            return problem(PlaceProblem::Kind::NoScratch, firstNumber(), program.error().missing).error();
        m_move.moved = program->moved;
        m_move.staged = program->staged;
        m_move.epochs = static_cast<std::int64_t>(program->epochs);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Extent> places() const
    {
        remap::ExtentSet set(m_move.scratch);
        for (const Relocation &one : m_move.relocations)
            set.add(roundUp(one.source, block));
        for (const Slot &slot : m_designed.slots) {
            const Partition *const source = findPartition(m_inventory, slot.source);
            const bool isMoved =
                std::ranges::contains(m_move.relocations, slot.source, &Relocation::partition);
            // What is made larger where it lies, too: its content may be larger than its entry for a while.
            // And what was made smaller: scratch and journal may lie in its entry, behind it.
            const bool isResized = source != nullptr && slot.extent.size != source->extent.size;
            if (slot.entry != EntryKind::Extended && (isMoved || isResized))
                set.add(slot.extent);
        }
        return set.pieces();
    }

    [[nodiscard]] bool canHide() const
    {
        Layout now;
        now.table = m_inventory.table;
        for (const Partition &partition : m_inventory.partitions) {
            Slot slot{.number = partition.number, .entry = partition.entry, .extent = partition.extent};
            now.slots.push_back(std::move(slot));
        }
        const UuidSource nobody = [] { return Uuid(); };
        return lockSlots(now, m_move.places, m_move.journal, nobody).has_value();
    }

    [[nodiscard]] int firstNumber() const
    {
        return m_move.relocations.empty() ? 0 : m_move.relocations.front().partition;
    }

    const Layout &m_designed;
    const Inventory &m_inventory;
    Blocks m_blocks;
    std::vector<Extent> m_kept;  ///< of all partitions
    InPlaceMove m_move;
};

}

Extent keptData(const Partition &partition, const Layout &designed)
{
    Extent kept = partition.extent;
    for (const Slot &slot : designed.slots) {
        if (isSlotOf(slot, partition))
            kept.size = std::min(kept.size, slot.extent.size);
    }
    return kept;
}

std::expected<std::optional<InPlaceMove>, PlaceProblem> inPlaceMove(const Layout &designed,
                                                                    const Inventory &inventory, Blocks blocks)
{
    return InPlacePlanner(designed, inventory, blocks).run();
}

}
