// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/move_order.h"

#include "core/layout/lock_slots.h"
#include "core/remap/extent_set.h"
#include "tests/support/table_image.h"

#include <algorithm>
#include <charconv>
#include <ranges>

namespace parterre::test {

namespace {

using namespace parterre::literals;
using namespace parterre::remap;

constexpr Bytes mebibyte = 1_MiB;
constexpr Bytes scratchMax = 4_MiB;
/// What the table itself lives in, at either end of a disk.
constexpr Bytes tableRoom = 1_MiB;

struct Wish
{
    int number = 0;
    std::vector<Offset> places;
};

std::optional<std::int64_t> numberIn(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value <= 0)
        return std::nullopt;
    return value;
}

Result<Wish> wishOf(std::string_view word)
{
    const auto isAt = word.find('=');
    const auto number = numberIn(word.substr(0, isAt));
    Wish wish{.number = static_cast<int>(number.value_or(0)), .places = {}};
    for (const auto part : word.substr(std::min(isAt, word.size() - 1) + 1) | std::views::split(',')) {
        const auto at = numberIn(std::string_view(part));
        if (!number || !at)
            return fail(ErrorCode::Invalid, std::string(word), "not NUMBER=MIB[,MIB...]");
        wish.places.push_back(Offset() + mebibyte * *at);
    }
    return wish;
}

/// The last place is the partition's own, each before it a clone's.
void addMove(const Slot &slot, const Wish &wish, InPlaceOrder &order)
{
    order.moves.push_back({.source = slot.extent, .destinations = wish.places});
    for (const Offset at : wish.places) {
        Slot moved = slot;
        moved.extent.begin = at;
        if (at != wish.places.back()) {
            moved.number = 0;
            moved.guid = Uuid::draw().toString();
        }
        order.after.push_back(std::move(moved));
    }
}

void numberClones(std::vector<Slot> &slots)
{
    for (Slot &slot : slots) {
        for (int number = 1; slot.number == 0; ++number) {
            if (!std::ranges::contains(slots, number, &Slot::number))
                slot.number = number;
        }
    }
    std::ranges::sort(slots, {}, &Slot::number);
}

/// Two places for the journal at the end of what is free before and afterwards, and the rest as scratch.
Result<> findRoom(const Extent &usable, InPlaceOrder &order)
{
    std::vector<Extent> taken;
    for (const Slot &slot : order.before)
        taken.push_back(slot.extent);
    for (const Slot &slot : order.after)
        taken.push_back(slot.extent);
    std::vector<Extent> free;
    for (const Extent &gap : gaps(usable, taken)) {
        const Offset begin = alignUp(gap.begin, mebibyte);
        const Offset end = alignDown(gap.end(), mebibyte);
        if (begin < end)
            free.push_back(extentBetween(begin, end));
    }
    if (free.empty() || free.back().size < 4_MiB)
        return fail(ErrorCode::Refused, {}, "there is no room for a journal after the last partition");
    Extent &last = free.back();
    order.journal = {Extent{.begin = last.end() - 3_MiB, .size = mebibyte},
                     Extent{.begin = last.end() - mebibyte, .size = mebibyte}};
    last.size = last.size - 3_MiB;
    for (Extent piece : free) {
        piece.size = std::min(piece.size, scratchMax);
        order.room.scratch.push_back(piece);
    }
    return {};
}

}

Result<InPlaceOrder> orderOf(BlockDevice &disk, std::span<const std::string> words)
{
    TRY(const TableReading reading, readTable(disk, plainTopology(disk.sectorSize())));
    InPlaceOrder order;
    order.before = slotsOf(reading.partitions);
    order.after = order.before;
    for (const std::string &word : words) {
        TRY(const Wish wish, wishOf(word));
        const auto found = std::ranges::find(order.before, wish.number, &Slot::number);
        if (found == order.before.end())
            return fail(ErrorCode::Invalid, word, "there is no such partition");
        std::erase_if(order.after, [&](const Slot &slot) { return slot.number == wish.number; });
        addMove(*found, wish, order);
    }
    numberClones(order.after);
    CHECK(findRoom(reading.table.usable, order));
    order.room.epochMax = 2_MiB;
    order.room.directMin = mebibyte;
    order.room.slotMax = mebibyte;
    std::vector<Extent> inMotion = placesOf(order.moves);
    std::ranges::copy(order.room.scratch, std::back_inserter(inMotion));
    Layout now{.table = reading.table, .slots = order.before};
    auto locked = lockSlots(now, inMotion, order.journal, Uuid::draw);
    if (!locked)
        return fail(ErrorCode::Refused, disk.name(), "the table has no room for what hides the moves");
    order.meanwhile = *std::move(locked);
    return order;
}

std::vector<Extent> reachOf(const InPlaceOrder &order, Bytes diskSize)
{
    ExtentSet reach(placesOf(order.moves));
    for (const Extent &piece : order.room.scratch)
        reach.add(piece);
    for (const Extent &copy : order.journal)
        reach.add(copy);
    reach.add({.begin = Offset(), .size = tableRoom});
    reach.add({.begin = Offset() + (diskSize - tableRoom), .size = tableRoom});
    return reach.pieces();
}

}
