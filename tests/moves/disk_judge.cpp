// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/disk_judge.h"

#include "core/model/part_types.h"
#include "helper/block/file_device.h"
#include "helper/block/little_endian.h"
#include "tests/moves/move_order.h"

#include <algorithm>
#include <cstring>
#include <ranges>

namespace parterre::test {

namespace {

using namespace parterre::literals;

constexpr Bytes sector = 512_B;
constexpr std::size_t tableRoom = std::size_t{1} << 20U;

/// What the viewers of tests/support look at: both ends of the disk.
SparseBytes endsOf(std::span<const std::byte> disk)
{
    SparseBytes ends(Bytes(static_cast<std::int64_t>(disk.size())));
    for (const std::size_t begin : {std::size_t{0}, disk.size() - tableRoom}) {
        for (std::size_t at = begin; at < begin + tableRoom; at += SparseBytes::pageSize) {
            const auto page = disk.subspan(at, SparseBytes::pageSize);
            if (!isZero(page))
                ends.write(Offset(static_cast<std::int64_t>(at)), page);
        }
    }
    return ends;
}

bool isSame(std::span<const std::byte> one, std::span<const std::byte> other)
{
    return std::memcmp(one.data(), other.data(), one.size()) == 0;
}

/// All of a GPT's entry but the place: what it says of type, identity, attributes and name.
std::string identityOf(const SeenPartition &partition)
{
    return partition.raw.substr(0, 32) + partition.raw.substr(48);
}

bool isInMotion(const SeenPartition &partition)
{
    const Uuid type = *Uuid::parse(type::inMotion);
    // The first three fields are little-endian (UEFI 2.10, appendix A).
    constexpr std::array<std::size_t, 16> order{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    return std::ranges::all_of(std::views::iota(std::size_t{0}, order.size()), [&](std::size_t i) {
        return static_cast<std::uint8_t>(partition.raw[i]) == type.bytes[order[i]];
    });
}

}

std::string_view nameOf(State state)
{
    switch (state) {
    case State::Old:
        return "old";
    case State::Locked:
        return "locked";
    case State::New:
        return "new";
    case State::Lost:
        return "lost";
    }
    return {};
}

DiskJudge::DiskJudge(MappedDisk before, remap::InPlaceOrder order)
    : m_before(std::move(before))
    , m_order(std::move(order))
    , m_old(seenByLinux(endsOf(m_before.bytes()), sector).value_or(std::vector<SeenPartition>()))
    , m_reach(reachOf(m_order, Bytes(static_cast<std::int64_t>(m_before.bytes().size()))))
    , m_rest(gaps({.begin = Offset(), .size = Bytes(static_cast<std::int64_t>(m_before.bytes().size()))},
                  m_reach))
{}

Result<DiskJudge> DiskJudge::open(const std::string &before, const std::vector<std::string> &words)
{
    TRY(const auto device, FileDevice::open(before, FileDevice::Access::ReadOnly));
    TRY(remap::InPlaceOrder order, orderOf(*device, words));
    TRY(MappedDisk mapped, MappedDisk::open(before, MappedDisk::Access::Read));
    return DiskJudge(std::move(mapped), std::move(order));
}

Offset DiskJudge::originOf(const Extent &place) const
{
    for (const remap::Move &move : m_order.moves) {
        if (std::ranges::contains(move.destinations, place.begin) && move.source.size == place.size)
            return move.source.begin;
    }
    return place.begin;
}

bool DiskJudge::holds(std::span<const std::byte> disk, const std::vector<Slot> &slots) const
{
    const bool isNew = &slots == &m_order.after;
    return std::ranges::all_of(slots, [&](const Slot &slot) {
        // What stays is isRestUntouched()'s.
        if (std::ranges::none_of(m_reach, [&](const Extent &place) { return place.overlaps(slot.extent); }))
            return true;
        const Offset from = isNew ? originOf(slot.extent) : slot.extent.begin;
        return isSame(partOf(disk, slot.extent),
                      partOf(m_before.bytes(), {.begin = from, .size = slot.extent.size}));
    });
}

/// Clones are new and may have any identity; all others have the one that they had.
bool DiskJudge::isNewTable(const std::vector<SeenPartition> &seen) const
{
    if (seen.size() != m_order.after.size())
        return false;
    return std::ranges::all_of(m_order.after, [&](const Slot &slot) {
        const auto now = std::ranges::find(seen, slot.number, &SeenPartition::number);
        const auto old = std::ranges::find(m_old, slot.number, &SeenPartition::number);
        return now != seen.end() && now->extent == slot.extent
            && (old == m_old.end() || identityOf(*now) == identityOf(*old));
    });
}

bool DiskJudge::isLockedTable(const std::vector<SeenPartition> &seen) const
{
    const std::vector<Extent> moved = placesOf(m_order.moves);
    return std::ranges::any_of(seen, isInMotion)
        && std::ranges::all_of(seen, [&](const SeenPartition &partition) {
               const bool isReached = std::ranges::any_of(
                   moved, [&](const Extent &place) { return place.overlaps(partition.extent); });
               return isInMotion(partition) || (!isReached && std::ranges::contains(m_old, partition));
           });
}

State DiskJudge::tableOf(const SeenTable &seen) const
{
    if (!seen)
        return State::Lost;
    if (*seen == m_old)
        return State::Old;
    if (isNewTable(*seen))
        return State::New;
    return isLockedTable(*seen) ? State::Locked : State::Lost;
}

State DiskJudge::stateOf(std::span<const std::byte> disk) const
{
    const SparseBytes ends = endsOf(disk);
    if (tableOf(seenByUefi(ends, sector)) == State::Lost)
        return State::Lost;
    const State state = tableOf(seenByLinux(ends, sector));
    const bool isWhole = (state != State::Old || holds(disk, m_order.before))
        && (state != State::New || holds(disk, m_order.after));
    return isWhole ? state : State::Lost;
}

bool DiskJudge::isRestUntouched(std::span<const std::byte> disk) const
{
    return std::ranges::all_of(m_rest, [&](const Extent &place) {
        return isSame(partOf(disk, place), partOf(m_before.bytes(), place));
    });
}

}
