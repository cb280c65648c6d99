// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/slot_check.h"

#include "helper/table/mbr_sector.h"

#include <algorithm>
#include <charconv>

namespace parterre {

namespace {

std::unexpected<Error> invalid(const std::string &disk, const Slot &slot, const char *what)
{
    return fail(ErrorCode::Invalid, disk, "partition " + std::to_string(slot.number) + " " + what);
}

bool isInWholeSectors(const Slot &slot, Bytes sectorSize)
{
    return !slot.extent.isEmpty() && isAligned(slot.extent.begin, sectorSize)
        && isAligned(slot.extent.end(), sectorSize);
}

bool isLogical(const Slot &slot)
{
    return slot.entry == EntryKind::Logical;
}

Result<> checkGptSlot(const Table &table, const Slot &slot, const std::string &disk)
{
    if (slot.entry != EntryKind::Primary || slot.number < 1 || slot.number > table.entriesMax)
        return invalid(disk, slot, "has no entry of that number in this table");
    if (!Uuid::parse(slot.type) || !Uuid::parse(slot.guid) || Uuid::parse(slot.type)->isNil())
        return invalid(disk, slot, "has no type or no identifier");
    return {};
}

Result<> checkMbrSlot(const Slot &slot, const Slot *container, Bytes sectorSize, const std::string &disk)
{
    const auto code = mbrTypeCode(slot.type);
    if (!code || *code == MbrEntry::protectiveType
        || MbrEntry{.type = *code}.isExtended() != (slot.entry == EntryKind::Extended))
        return invalid(disk, slot, "has a type that it cannot have");
    if (isLogical(slot) != (slot.number > 4) || slot.number < 1)
        return invalid(disk, slot, "has a number that it cannot have");
    if (isLogical(slot)
        && (container == nullptr || !container->extent.contains(slot.extent)
            || slot.extent.begin < container->extent.begin + sectorSize))
        return invalid(disk, slot, "does not lie in the extended partition");
    return {};
}

Result<> checkMbrNumbers(const std::vector<Slot> &slots, const std::string &disk)
{
    if (std::ranges::count(slots, EntryKind::Extended, &Slot::entry) > 1)
        return fail(ErrorCode::Invalid, disk, "two extended partitions");
    const auto logicals = static_cast<int>(std::ranges::count_if(slots, isLogical));
    for (const Slot &slot : slots) {
        if (isLogical(slot) && slot.number >= 5 + logicals)
            return invalid(disk, slot, "leaves a gap in the numbers of the logical partitions");
    }
    return {};
}

Result<> checkPairs(const std::vector<Slot> &slots, const std::string &disk)
{
    for (auto one = slots.begin(); one != slots.end(); ++one) {
        for (auto other = one + 1; other != slots.end(); ++other) {
            const bool isNested = (one->entry == EntryKind::Extended && isLogical(*other))
                || (other->entry == EntryKind::Extended && isLogical(*one));
            if (one->number == other->number)
                return invalid(disk, *one, "is there twice");
            if (!isNested && one->extent.overlaps(other->extent))
                return invalid(disk, *one, "overlaps another");
        }
    }
    return {};
}

bool isAsAsked(const Partition &found, const Slot &slot, TableKind kind)
{
    const bool isGpt = kind == TableKind::Gpt;
    return found.number == slot.number && found.entry == slot.entry && found.extent == slot.extent
        && (isGpt ? Uuid::parse(found.type) == Uuid::parse(slot.type)
                  : mbrTypeCode(found.type) == mbrTypeCode(slot.type))
        && (!isGpt || (found.name == slot.name && Uuid::parse(found.guid) == Uuid::parse(slot.guid)))
        && (!isGpt || found.attributes == slot.attributes) && (isGpt || found.isActive == slot.isActive);
}

}

std::optional<std::uint8_t> mbrTypeCode(const std::string &type)
{
    std::uint8_t code = 0;
    const auto [end, problem] = std::from_chars(type.data(), type.data() + type.size(), code, 16);
    if (type.size() != 2 || problem != std::errc() || end != type.data() + type.size() || code == 0)
        return std::nullopt;
    return code;
}

Result<> checkSlots(const Table &table, const std::vector<Slot> &slots, const std::string &disk)
{
    const auto container = std::ranges::find(slots, EntryKind::Extended, &Slot::entry);
    for (const Slot &slot : slots) {
        if (!isInWholeSectors(slot, table.sectorSize) || !table.usable.contains(slot.extent))
            return invalid(disk, slot, "does not lie in whole sectors of the usable space");
        if (table.kind == TableKind::Gpt)
            CHECK(checkGptSlot(table, slot, disk));
        else
            CHECK(
                checkMbrSlot(slot, container == slots.end() ? nullptr : &*container, table.sectorSize, disk));
    }
    if (table.kind == TableKind::Mbr)
        CHECK(checkMbrNumbers(slots, disk));
    return checkPairs(slots, disk);
}

Result<> compareWithSlots(const TableReading &reading, std::vector<Slot> slots, const std::string &disk)
{
    std::ranges::sort(slots, {}, &Slot::number);
    if (reading.partitions.size() != slots.size())
        return fail(ErrorCode::Mismatch, disk, "the new table has another number of partitions");
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!isAsAsked(reading.partitions[i], slots[i], reading.table.kind))
            return fail(ErrorCode::Mismatch, disk,
                        "partition " + std::to_string(slots[i].number)
                            + " of the new table is not as asked for");
    }
    return {};
}

}
