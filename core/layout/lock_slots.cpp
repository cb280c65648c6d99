// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lock_slots.h"

#include "core/model/part_types.h"

#include <algorithm>

namespace parterre {

namespace {

bool isTouched(const Slot &slot, const std::vector<Extent> &places)
{
    return std::ranges::any_of(places, [&](const Extent &place) { return place.overlaps(slot.extent); });
}

/// One extent for each stretch of `places` between two of `borders`.
std::vector<Extent> stretches(std::vector<Extent> places, const std::vector<Extent> &borders)
{
    std::ranges::sort(places, {}, &Extent::begin);
    std::vector<Extent> result;
    for (const Extent &place : places) {
        const auto isBetween = [&](const Extent &border) {
            return !result.empty() && border.begin >= result.back().end() && border.begin < place.begin;
        };
        if (result.empty() || std::ranges::any_of(borders, isBetween))
            result.push_back(place);
        else
            result.back() = extentBetween(result.back().begin, std::max(result.back().end(), place.end()));
    }
    return result;
}

/// The lowest number that nobody has; 0 where there is none.
int freeNumber(const Table &table, const std::vector<Slot> &slots)
{
    const int most = table.kind == TableKind::Mbr ? mbrPrimaries : table.entriesMax;
    for (int number = 1; number <= most; ++number) {
        if (!std::ranges::contains(slots, number, &Slot::number))
            return number;
    }
    return 0;
}

}

std::optional<std::vector<Slot>> lockSlots(const Layout &now, const std::vector<Extent> &inMotion,
                                           const std::array<Extent, 2> &journal, const UuidSource &uuids)
{
    std::vector<Slot> slots;
    std::vector<Extent> borders(journal.begin(), journal.end());
    for (const Slot &slot : now.slots) {
        if (!isTouched(slot, inMotion)) {
            slots.push_back(slot);
            borders.push_back(slot.extent);
        } else if (slot.entry != EntryKind::Primary) {
            return std::nullopt;
        }
    }
    std::vector<Extent> locked = stretches(inMotion, borders);
    locked.insert(locked.end(), journal.begin(), journal.end());
    const bool isMbr = now.table.kind == TableKind::Mbr;
    for (const Extent &extent : locked) {
        const int number = freeNumber(now.table, slots);
        if (number == 0)
            return std::nullopt;
        Slot slot{.number = number, .extent = extent, .content = {}};
        slot.type = isMbr ? type::inMotionMbr : type::inMotion;
        slot.name = isMbr ? "" : "moving: parterrectl recover";
        slot.guid = isMbr ? "" : uuids().toString();
        slots.push_back(std::move(slot));
    }
    std::ranges::sort(slots, {}, &Slot::number);
    return slots;
}

}
