// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/remap_case.h"

#include <algorithm>
#include <random>

namespace parterre::remap {

namespace {

constexpr Bytes unit{4096};
constexpr std::int64_t journalUnits = 128;

Extent units(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset((journalUnits + begin) * unit.count()), .size = unit * size};
}

/// Puts blocks of these sizes in this order into `room` units, with the gaps that are left drawn.
std::vector<std::int64_t> spread(const std::vector<std::int64_t> &sizes, std::int64_t room,
                                 std::mt19937 &random)
{
    std::int64_t left = room;
    for (const std::int64_t size : sizes)
        left -= size;
    std::vector<std::int64_t> begins;
    std::int64_t at = 0;
    for (const std::int64_t size : sizes) {
        const std::int64_t gap = static_cast<std::int64_t>(random()) % (left + 1);
        at += gap;
        left -= gap;
        begins.push_back(at);
        at += size;
    }
    return begins;
}

bool isSame(const SparseBytes &one, Extent there, const SparseBytes &other, Offset here)
{
    return one.read(there) == other.read({.begin = here, .size = there.size});
}

void fill(SparseBytes &disk, Extent where, std::mt19937 &random)
{
    std::vector<std::byte> noise(static_cast<std::size_t>(where.size.count()));
    for (std::byte &one : noise)
        one = static_cast<std::byte>(random());
    disk.write(where.begin, noise);
}

}

bool RemapCase::isMoved(const SparseBytes &now) const
{
    return std::ranges::all_of(moves, [&](const Move &move) {
        return std::ranges::all_of(move.destinations, [&](Offset destination) {
            return isSame(before, move.source, now, destination);
        });
    });
}

bool RemapCase::isAsBefore(const SparseBytes &now) const
{
    return std::ranges::all_of(
        moves, [&](const Move &move) { return isSame(before, move.source, now, move.source.begin); });
}

std::optional<RemapCase> drawRemapCase(std::uint64_t seed)
{
    std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
    std::vector<std::int64_t> sizes(1 + random() % 5);
    for (std::int64_t &size : sizes)
        size = 1 + static_cast<std::int64_t>(random() % 12);
    const bool hasClone = random() % 2 == 0;
    std::int64_t room = hasClone ? sizes.front() : 0;
    for (const std::int64_t size : sizes)
        room += size;
    room += static_cast<std::int64_t>(random() % 6);

    RemapCase one;
    const std::vector<std::int64_t> from = spread(sizes, room, random);
    std::vector<std::size_t> order(sizes.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::shuffle(order, random);
    if (hasClone)
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(random() % (order.size() + 1)), 0);
    std::vector<std::int64_t> newSizes;
    for (const std::size_t i : order)
        newSizes.push_back(sizes[i]);
    const std::vector<std::int64_t> to = spread(newSizes, room, random);
    for (std::size_t i = 0; i < sizes.size(); ++i)
        one.moves.push_back({.source = units(from[i], sizes[i]), .destinations = {}});
    std::vector<Extent> used;
    for (std::size_t i = 0; i < order.size(); ++i) {
        one.moves[order[i]].destinations.push_back(units(to[i], 0).begin);
        used.push_back(units(to[i], newSizes[i]));
    }
    for (const Move &move : one.moves)
        used.push_back(move.source);
    one.scratch = gaps(units(0, room), used);

    const std::int64_t steps = 1 + static_cast<std::int64_t>(random() % 4);
    const auto program = planMoves(one.moves,
                                   {.scratch = one.scratch,
                                    .grain = unit,
                                    .epochMax = unit * (steps * 2),
                                    .directMin = unit * static_cast<std::int64_t>(1 + random() % 3),
                                    .slotMax = unit * steps});
    if (!program)
        return std::nullopt;
    one.program = *program;
    one.before = SparseBytes(unit * (room + 2 * journalUnits));
    fill(one.before, units(0, room), random);
    one.places = {units(1 - journalUnits, journalUnits - 1), units(room, journalUnits)};
    return one;
}

}
