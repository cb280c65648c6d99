// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lock_slots.h"

#include "core/model/part_types.h"

#include <algorithm>

namespace parterre {

namespace {

/// Read-only, hidden, not to be mounted by itself: GPT attributes 60, 62 and 63, as Windows and systemd know
/// them.
constexpr std::uint64_t lockedAttributes = std::uint64_t{0xD} << 60U;

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

/// Without its first block: a superblock at its begin would show there as somebody's file system, and be
/// mounted.
Extent withoutHead(Extent place)
{
    const Bytes head(4096);
    return place.size > head ? Extent{.begin = place.begin + head, .size = place.size - head} : place;
}

/// `slots` and one entry for each of `places`; nothing where the table has not so many.
std::optional<std::vector<Slot>> withHidden(const Table &table, std::vector<Slot> slots,
                                            const std::vector<Extent> &places, const UuidSource &uuids)
{
    const bool isMbr = table.kind == TableKind::Mbr;
    for (const Extent &extent : places) {
        const int number = freeNumber(table, slots);
        if (number == 0)
            return std::nullopt;
        Slot slot{.number = number, .extent = extent, .content = {}};
        slot.type = isMbr ? type::inMotionMbr : type::inMotion;
        slot.name = isMbr ? "" : "moving: parterrectl recover";
        slot.guid = isMbr ? "" : uuids().toString();
        slot.attributes = isMbr ? 0 : lockedAttributes;
        slots.push_back(std::move(slot));
    }
    std::ranges::sort(slots, {}, &Slot::number);
    return slots;
}

}

std::optional<std::vector<Slot>> lockSlots(const Layout &now, const std::vector<Extent> &inMotion,
                                           const std::array<Extent, 2> &journal, const UuidSource &uuids)
{
    std::vector<Slot> slots;
    std::vector<Extent> borders(journal.begin(), journal.end());
    std::vector<Extent> places = inMotion;
    places.insert(places.end(), journal.begin(), journal.end());
    for (const Slot &slot : now.slots) {
        if (!overlapsAny(slot.extent, places)) {
            slots.push_back(slot);
            borders.push_back(slot.extent);
        } else if (slot.entry != EntryKind::Primary) {
            return std::nullopt;
        }
    }
    std::vector<Extent> moving = stretches(inMotion, borders);
    std::ranges::transform(moving, moving.begin(), withoutHead);
    std::vector<Extent> all = moving;
    all.insert(all.end(), journal.begin(), journal.end());
    auto hidden = withHidden(now.table, slots, all, uuids);
    return hidden ? hidden : withHidden(now.table, std::move(slots), moving, uuids);
}

}
