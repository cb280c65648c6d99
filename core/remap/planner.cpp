// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/planner.h"

#include "core/remap/extent_set.h"
#include "core/remap/pending.h"
#include "core/remap/program_writer.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <utility>

namespace parterre::remap {

namespace {

using Id = Pending::Id;
using Item = Pending::Item;

/// A part of an item, by its distance from the item's start.
struct Part
{
    Id id = 0;
    Bytes begin;
    Bytes size;
};

bool overlapsItself(const Item &item, Offset destination)
{
    return item.home == Home::Old && item.target(destination).overlaps(item.source);
}

class Planner
{
public:
    Planner(const std::vector<Move> &moves, const Room &room)
        : m_room(room)
        , m_scratch(room.scratch)
        , m_writer(room.grain, room.epochMax)
    {
        for (const Move &move : moves)
            admit(move);
    }

    std::expected<Program, Shortage> plan()
    {
        while (true) {
            while (!m_ready.empty())
                tryNext();
            if (m_pending.isEmpty())
                return m_writer.finish();
            const std::vector<Opening> openings = findOpenings();
            // Where little is open, more is put aside than must be: small pieces cost more than that.
            const Bytes apart = sizeOf(openings, Of::Apart);
            const bool isWorthIt = apart >= m_room.directMin || m_scratch.longest() < apart;
            if (isWorthIt && copyParts(openings, Of::Apart))
                continue;
            if (!breakCircle() && !copyParts(openings, Of::All))
                return std::unexpected(Shortage{std::min(partInTheWay().size, m_room.slotMax)});
        }
    }

private:
    void admit(const Move &move)
    {
        for (const Offset destination : move.destinations)
            m_targets.add({.begin = destination, .size = move.source.size});
        Item item{.source = move.source, .destinations = move.destinations, .home = Home::Old};
        if (std::erase(item.destinations, move.source.begin) > 0)
            item.home = Home::Settled;
        if (!item.destinations.empty() && !item.source.isEmpty())
            add(std::move(item));
    }

    Id add(Item item)
    {
        const Id id = m_pending.add(std::move(item));
        touch(id);
        return id;
    }

    void touch(Id id)
    {
        m_ready.push_back(id);
        m_touched.insert(id);
    }

    /// Whether nobody but the item itself needs what lies at its destination.
    bool isOpen(Id id, const Item &item, Offset destination) const
    {
        const std::vector<Id> needing = m_pending.neededIn(item.target(destination));
        return std::ranges::all_of(needing, [&](Id other) { return other == id; });
    }

    /// Copies the next item as a whole to those of its destinations that are open, if any is.
    void tryNext()
    {
        const Id id = m_ready.front();
        m_ready.pop_front();
        const Item *const item = m_pending.find(id);
        if (!item)
            return;
        std::vector<Offset> open;
        std::ranges::copy_if(item->destinations, std::back_inserter(open),
                             [&](Offset destination) { return isOpen(id, *item, destination); });
        // What overlaps itself is better read from another copy.
        const auto apart = std::ranges::stable_partition(
            open, [&](Offset destination) { return !overlapsItself(*item, destination); });
        if (apart.begin() != open.begin())
            open.erase(apart.begin(), open.end());
        else if (open.size() > 1)
            open.resize(1);
        if (!open.empty())
            execute(m_pending.take(id), open);
    }

    void execute(const Item &item, const std::vector<Offset> &destinations)
    {
        if (overlapsItself(item, destinations.front()))
            shift(item.source, destinations.front());
        else
            m_writer.copy(item.source, destinations);
        Item rest{.source = item.target(destinations.front()), .destinations = {}, .home = Home::Settled};
        std::ranges::copy_if(item.destinations, std::back_inserter(rest.destinations),
                             [&](Offset other) { return !std::ranges::contains(destinations, other); });
        if (!rest.destinations.empty())
            add(std::move(rest));
        release(item);
    }

    void shift(Extent source, Offset destination)
    {
        const Bytes by = source.begin < destination ? destination - source.begin : source.begin - destination;
        const Bytes half(m_scratch.longest().count() / 2);
        const Bytes most = std::min({half, m_room.slotMax, m_room.epochMax});
        const Bytes slot = most - Bytes(most.count() % m_room.grain.count());
        if (by >= m_room.directMin || slot <= by) {
            m_writer.shift(source, destination);
            return;
        }
        const Extent slots = m_scratch.take(slot * 2, m_room.grain);
        m_writer.shiftThrough(source, destination, slots.begin, slot);
        m_scratch.add(slots);
    }

    /// The item needs its place no more.
    void release(const Item &item)
    {
        if (item.home == Home::Scratch)
            m_scratch.add(item.source);
        if (item.home != Home::Old)
            return;
        for (const Extent &unwanted : m_targets.gapsIn(item.source))
            m_scratch.add(unwanted);
        for (const Id waiting : m_pending.waitingFor(item.source))
            touch(waiting);
    }

    /// What could be copied at once of an item, in the order of its source.
    struct Opening
    {
        Id id = 0;
        std::vector<Extent> parts;
        bool isApart = false;  ///< what overlaps itself is better done as a whole: it would go by morsels
    };
    enum class Of : std::uint8_t { Apart, All };

    std::vector<Opening> findOpenings()
    {
        std::vector<Opening> openings;
        for (const Id id : std::exchange(m_touched, {})) {
            const Item *const item = m_pending.find(id);
            Opening opening = item ? openingOf(id, *item) : Opening();
            if (opening.parts.empty())
                continue;
            m_touched.insert(id);
            openings.push_back(std::move(opening));
        }
        return openings;
    }

    Opening openingOf(Id id, const Item &item) const
    {
        Opening best{.id = id};
        for (const Offset destination : item.destinations) {
            std::vector<Extent> parts = m_pending.freeIn(item.target(destination));
            for (Extent &part : parts)
                part.begin = item.source.begin + (part.begin - destination);
            const bool isApart = !overlapsItself(item, destination);
            if (!parts.empty() && (best.parts.empty() || (isApart && !best.isApart)))
                best = {.id = id, .parts = std::move(parts), .isApart = isApart};
        }
        return best;
    }

    static Bytes sizeOf(const std::vector<Opening> &openings, Of which)
    {
        Bytes size;
        for (const Opening &opening : openings) {
            for (const Extent &part : opening.parts)
                size += which == Of::All || opening.isApart ? part.size : Bytes();
        }
        return size;
    }

    /// All parts before anything that becomes free by one of them: what does not wait for each other
    /// shares an epoch. False if there is none.
    bool copyParts(const std::vector<Opening> &openings, Of which)
    {
        bool isAny = false;
        for (const Opening &opening : openings) {
            if (which == Of::Apart && !opening.isApart)
                continue;
            (void)cut(opening.id, opening.parts);
            isAny = true;
        }
        return isAny;
    }

    /// Makes the parts, which lie in the item's source in that order, items of their own.
    std::vector<Id> cut(Id id, const std::vector<Extent> &parts)
    {
        const Item whole = m_pending.take(id);
        const auto addPiece = [&](Extent source) {
            Item item{.source = source, .destinations = {}, .home = whole.home};
            for (const Offset destination : whole.destinations)
                item.destinations.push_back(destination + (source.begin - whole.source.begin));
            return add(std::move(item));
        };
        std::vector<Id> ids;
        for (const Extent &part : parts)
            ids.push_back(addPiece(part));
        for (const Extent &rest : gaps(whole.source, parts))
            (void)addPiece(rest);
        return ids;
    }

    /// What keeps others waiting and is least to be put aside, among the items of one circle.
    Part partInTheWay() const
    {
        std::vector<Id> way;
        Id at = m_pending.ids().front();
        while (!std::ranges::contains(way, at)) {
            way.push_back(at);
            at = blockerOf(at);
        }
        way.erase(way.begin(), std::ranges::find(way, at));
        std::optional<Part> best;
        for (std::size_t i = 0; i < way.size(); ++i) {
            const Part part = partBetween(way[i], way[(i + 1) % way.size()]);
            const bool isLess = !best || part.size < best->size
                || (part.size == best->size && sizeOf(part.id) < sizeOf(best->id));
            best = isLess ? part : best;
        }
        return *best;
    }

    Bytes sizeOf(Id id) const { return m_pending.find(id)->source.size; }

    /// One that needs what lies where the item shall go.
    Id blockerOf(Id id) const
    {
        const Item &item = *m_pending.find(id);
        const std::vector<Id> needing = m_pending.neededIn(item.target(item.destinations.front()));
        return *std::ranges::find_if(needing, [&](Id other) { return other != id; });
    }

    /// What of `blocker` lies where `waiting` shall go.
    Part partBetween(Id waiting, Id blocker) const
    {
        const Item &item = *m_pending.find(waiting);
        const Extent target = item.target(item.destinations.front());
        const Extent source = m_pending.find(blocker)->source;
        const Offset begin = std::max(target.begin, source.begin);
        const Offset end = std::min(target.end(), source.end());
        return {.id = blocker, .begin = begin - source.begin, .size = end - begin};
    }

    /// Puts a part of a circle into scratch, as much as there is.
    bool breakCircle()
    {
        const Part part = partInTheWay();
        const Extent place = m_scratch.take(part.size, m_room.grain);
        if (place.isEmpty())
            return false;
        const Extent source{.begin = m_pending.find(part.id)->source.begin + part.begin, .size = place.size};
        Item item = m_pending.take(cut(part.id, {source}).front());
        m_writer.copy(item.source, {place.begin});
        m_writer.markStaged(place.size);
        release(item);
        item.source = place;
        item.home = Home::Scratch;
        add(std::move(item));
        return true;
    }

    Room m_room;
    Pending m_pending;
    ExtentSet m_targets;  ///< everything that has its content in the end
    ExtentSet m_scratch;
    ProgramWriter m_writer;
    std::deque<Id> m_ready;     ///< may be open as a whole
    std::set<Id> m_touched;     ///< may be open in part
};

}

std::expected<Program, Shortage> planMoves(const std::vector<Move> &moves, const Room &room)
{
    return Planner(moves, room).plan();
}

}
