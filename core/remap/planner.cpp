// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/planner.h"

#include "core/remap/exchanger.h"
#include "core/remap/extent_set.h"
#include "core/remap/openings.h"
#include "core/remap/pending.h"
#include "core/remap/program_writer.h"
#include "core/remap/proof.h"

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
        Bytes all;
        for (const Move &move : moves) {
            if (std::ranges::any_of(move.destinations, [&](Offset to) { return isNarrow(move.source, to); }))
                m_kept = Bytes(std::min(m_scratch.longest(), room.slotMax * 4).count() / 2);
            all += move.source.size * static_cast<std::int64_t>(move.destinations.size());
            admit(move);
        }
        const Bytes piece(all.count() / room.piecesMax);
        m_coarse = std::max(room.directMin, piece);
        m_openings.setCoarse(m_coarse);
        m_scratchMin = Bytes(piece.count() * static_cast<std::int64_t>(moves.size()) / 8);
    }

    std::expected<Program, Shortage> plan()
    {
        while (true) {
            while (!m_ready.empty())
                tryNext();
            if (m_room.stop.stop_requested())
                return std::unexpected(Shortage());
            if (m_pending.isEmpty())
                return m_writer.finish();
            if (mustExchange()) {
                exchangeAll();
                if (m_room.stop.stop_requested())
                    return std::unexpected(Shortage());
                return m_writer.finish();
            }
            refreshOpenings();
            if (isWorthCopying(m_openings.greatestWeight()) && copyParts(weightiest()))
                continue;
            if (!breakCircle() && !copyParts(m_openings.all()))
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
        if (open.empty())
            return;
        m_openings.forget(id);
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

    static Bytes distance(Offset one, Offset other) { return one < other ? other - one : one - other; }

    /// Whether it shifts by so little that it better goes through scratch.
    bool isNarrow(Extent source, Offset destination) const
    {
        const Bytes by = distance(source.begin, destination);
        return !by.isZero() && by < std::min(source.size, m_room.directMin);
    }

    void shift(Extent source, Offset destination)
    {
        const Bytes by = distance(source.begin, destination);
        const Bytes half(m_scratch.longest().count() / 2);
        const Bytes most = std::min({half, m_room.slotMax, m_room.narrowSlotMax, m_room.epochMax});
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

    /// Only what was touched can have changed.
    void refreshOpenings()
    {
        for (const Id id : std::exchange(m_touched, {})) {
            if (const Item *const item = m_pending.find(id))
                m_openings.set(openingOf(id, *item));
        }
    }

    Opening openingOf(Id id, const Item &item) const
    {
        const bool givesBack = item.home == Home::Scratch;
        Opening best{.id = id};
        for (const Offset destination : item.destinations) {
            std::vector<Extent> parts = m_pending.freeIn(item.target(destination));
            for (Extent &part : parts)
                part.begin = item.source.begin + (part.begin - destination);
            const bool isApart = !overlapsItself(item, destination);
            if (!parts.empty() && (best.parts.empty() || (isApart && !best.isApart)))
                best = {.id = id, .parts = std::move(parts), .isApart = isApart, .givesBack = givesBack};
        }
        return best;
    }

    /// Where little is open, more is put aside than must be: small pieces cost more than that, and the
    /// space that one of them leaves is for still smaller ones.
    bool isWorthCopying(Bytes weight) const { return weight >= m_coarse || weight >= spare(); }

    /// All of them before anything that becomes free by one of them: what does not wait for each other
    /// shares an epoch. False if there is none.
    bool copyParts(const std::vector<Opening> &openings)
    {
        for (const Opening &opening : openings)
            (void)cut(opening.id, opening.parts);
        return !openings.empty();
    }

    std::vector<Opening> weightiest() const
    {
        return m_openings.atLeast(std::min(m_coarse, Bytes(m_openings.greatestWeight().count() / 2)));
    }

    /// Makes the parts, which lie in the item's source in that order, items of their own.
    std::vector<Id> cut(Id id, const std::vector<Extent> &parts)
    {
        const Item whole = m_pending.take(id);
        m_openings.forget(id);
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

    /// Whether all that is left would be cut into too many pieces: what is open at a time is cut wherever two
    /// contents meet.
    bool mustExchange() const
    {
        return m_scratch.longest() < m_scratchMin && m_scratch.longest() >= m_room.grain * 3
            && m_pending.isAll(
                [](const Item &item) { return item.home == Home::Old && item.destinations.size() == 1; });
    }

    void exchangeAll()
    {
        const Extent slots = m_scratch.take(m_scratch.longest(), m_room.grain);
        std::vector<Move> moves;
        while (!m_pending.isEmpty()) {
            Item item = m_pending.take(m_pending.oldest());
            moves.push_back({.source = item.source, .destinations = std::move(item.destinations)});
        }
        Exchanger(m_room, slots, m_writer).carryOut(std::move(moves));
    }

    /// What keeps others waiting and is least to be put aside, among the items of one circle.
    Part partInTheWay() const
    {
        std::vector<Id> way;
        Id at = m_pending.oldest();
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

    /// How much may be put aside at once: some is kept for what shifts by little, while there is a choice.
    Bytes spare() const
    {
        const Bytes longest = m_scratch.longest();
        if (longest < m_kept + m_room.grain)
            return longest;
        const Bytes rest = longest - m_kept;
        return rest - Bytes(rest.count() % m_room.grain.count());
    }

    /// Puts a part of a circle into scratch, as much as there is.
    bool breakCircle()
    {
        const Part part = partInTheWay();
        const Extent place = m_scratch.take(std::min(part.size, spare()), m_room.grain);
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
    std::deque<Id> m_ready;  ///< may be open as a whole
    std::set<Id> m_touched;  ///< may be open in part
    Openings m_openings;  ///< of all that was not touched since
    Bytes m_kept;  ///< of the scratch, for what is narrow
    Bytes m_scratchMin;  ///< with less there would be too many pieces
    Bytes m_coarse;  ///< pieces of that size are few enough, whatever the size of the disk
};

}

std::expected<Program, Shortage> planMoves(const std::vector<Move> &moves, const Room &room)
{
    std::expected<Program, Shortage> program = Planner(moves, room).plan();
    // With so much more no shift is narrow.
    if (program && program->epochs > ProgramLimits().epochs)
        return std::unexpected(Shortage{room.directMin * 2});
    return program;
}

}
