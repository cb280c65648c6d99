// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/exchanger.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace parterre::remap {

Exchanger::Exchanger(const Room &room, Extent slots, ProgramWriter &writer)
    : m_stop(room.stop)
    , m_grain(room.grain)
    , m_slotMax(std::min(room.slotMax, slots.size))
    , m_epochMax(room.epochMax)
    , m_directMin(room.directMin)
    , m_slots(slots)
    , m_writer(writer)
{}

void Exchanger::carryOut(std::vector<Move> moves)
{
    Bytes all;
    for (const Move &move : moves)
        all += move.source.size;
    constexpr std::int64_t many = 16384;
    m_long = std::max(Bytes(all.count() / many), m_grain * 8);
    for (const Move &move : moves)
        putOne(move.source.begin, {.size = move.source.size, .origin = move.source.begin});
    std::ranges::sort(moves, {}, [](const Move &move) { return move.destinations.front(); });
    for (const Move &move : moves) {
        for (Bytes done; done < move.source.size && !m_stop.stop_requested();)
            done +=
                settle(move.destinations.front() + done, move.source.begin + done, move.source.size - done);
    }
}

Bytes Exchanger::settle(Offset place, Offset origin, Bytes most)
{
    Extent source = find(origin);
    source.size = std::min(source.size, most);
    const bool isAfter = source.begin > place;
    const Bytes by = isAfter ? source.begin - place : place - source.begin;
    if (by.isZero()) {
        if (place != origin)
            m_writer.markMoved(source.size);
        (void)takeOut(source);
        return source.size;
    }
    constexpr std::int64_t many = 8;  // exchanges, one after another, cost more than to stage what is between
    if (isAfter && by * many <= source.size && by * 2 <= m_slots.size) {
        shiftLeft(source, by);
        return source.size;
    }
    source.size = sameFrom({.begin = place, .size = std::min(source.size, by)});
    if (isOccupied(place)) {
        exchange({.begin = place, .size = source.size}, source.begin);
    } else {
        m_writer.copy(source, {place});
        (void)takeOut(source);
    }
    return source.size;
}

void Exchanger::shiftLeft(Extent source, Bytes by)
{
    const Extent between{.begin = source.begin - by, .size = by};
    const Extent aside{.begin = m_slots.begin, .size = by};
    const Offset freed = between.begin + source.size;
    (void)takeOut(source);
    const Stretches displaced = takeOut(between);
    if (!displaced.empty()) {
        m_writer.copy(between, {aside.begin});
        m_writer.markStaged(by);
    }
    const Bytes half((m_slots.size - by).count() / 2);
    const Bytes slot = wholeSectors(std::min({half, m_slotMax, m_epochMax}), m_grain);
    if (by >= m_directMin || slot <= by)
        m_writer.shift(source, between.begin);
    else
        m_writer.shiftThrough(source, between.begin, aside.end(), slot);
    if (!displaced.empty()) {
        m_writer.copy(aside, {freed});
        m_writer.markStaged(by);
        put(displaced, between.begin, freed);
    }
}

/// All of `place` is occupied, and apart from what it is exchanged with.
void Exchanger::exchange(Extent place, Offset with)
{
    const Bytes piece = pieceOf(place.size);
    const ProgramWriter::Exchange exchange{
        .place = place, .with = with, .slots = m_slots.begin, .piece = piece};
    (void)takeOut({.begin = with, .size = place.size});
    if (place.size < m_long) {
        m_writer.exchange(exchange);
        put(takeOut(place), place.begin, with);
        return;
    }
    // Its first pieces come to lie after the others.
    const Extent first{.begin = place.begin, .size = piece * 2};
    const Extent others{.begin = first.end(), .size = place.size - first.size};
    m_writer.exchangeRotated(exchange);
    const Stretches leading = takeOut(first);
    put(takeOut(others), others.begin, with);
    put(leading, first.begin, with + others.size);
}

/// An epoch writes a piece in each of three places, or in two where `size` is long; what goes through the
/// slots then is written once more, and shall be a small part.
Bytes Exchanger::pieceOf(Bytes size) const
{
    constexpr std::int64_t pieces = 512;
    const std::int64_t places = size < m_long ? 3 : 2;
    const Bytes most =
        std::min({Bytes(m_slots.size.count() / places), m_slotMax, Bytes(m_epochMax.count() / places)});
    return wholeSectors(size < m_long ? most : std::min(most, Bytes(size.count() / pieces)), m_grain);
}

/// Where what lay at `origin` is now, as far as it is in one.
Extent Exchanger::find(Offset origin) const
{
    const auto at = std::ranges::find_if(m_stretches, [&](const auto &entry) {
        const Stretch &stretch = entry.second;
        return stretch.origin <= origin && origin < stretch.origin + stretch.size;
    });
    assert(at != m_stretches.end());
    const Bytes into = origin - at->second.origin;
    return {.begin = at->first + into, .size = at->second.size - into};
}

bool Exchanger::isOccupied(Offset at) const
{
    const auto next = m_stretches.upper_bound(at);
    return next != m_stretches.begin() && std::prev(next)->first + std::prev(next)->second.size > at;
}

Bytes Exchanger::sameFrom(Extent place) const
{
    auto next = m_stretches.upper_bound(place.begin);
    if (!isOccupied(place.begin)) {
        const Offset end = next == m_stretches.end() ? place.end() : next->first;
        return std::min(end, place.end()) - place.begin;
    }
    Offset end = std::prev(next)->first + std::prev(next)->second.size;
    for (; next != m_stretches.end() && next->first == end; ++next)
        end = end + next->second.size;
    return std::min(end, place.end()) - place.begin;
}

/// Has no stretch reach across `at`.
void Exchanger::cut(Offset at)
{
    const auto next = m_stretches.lower_bound(at);
    if (next == m_stretches.begin())
        return;
    const auto before = std::prev(next);
    if (before->first + before->second.size <= at)
        return;
    const Bytes kept = at - before->first;
    m_stretches.emplace_hint(
        next, at, Stretch{.size = before->second.size - kept, .origin = before->second.origin + kept});
    before->second.size = kept;
}

Exchanger::Stretches Exchanger::takeOut(Extent place)
{
    cut(place.begin);
    cut(place.end());
    Stretches taken;
    const auto end = m_stretches.lower_bound(place.end());
    for (auto at = m_stretches.lower_bound(place.begin); at != end; at = m_stretches.erase(at))
        taken.insert(*at);
    return taken;
}

void Exchanger::put(const Stretches &stretches, Offset from, Offset to)
{
    for (const auto &[place, stretch] : stretches)
        putOne(to + (place - from), stretch);
}

void Exchanger::putOne(Offset place, Stretch stretch)
{
    const auto next = m_stretches.lower_bound(place);
    if (next != m_stretches.begin()) {
        const auto before = std::prev(next);
        if (before->first + before->second.size == place
            && before->second.origin + before->second.size == stretch.origin) {
            before->second.size += stretch.size;
            return;
        }
    }
    m_stretches.emplace_hint(next, place, stretch);
}

}
