// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/random_disk.h"

#include "core/layout/lineage.h"
#include "core/model/edit.h"
#include "core/model/layers.h"
#include "core/model/part_types.h"
#include "core/partids/partids.h"

#include <algorithm>
#include <array>

namespace parterre::test {

using namespace literals;

RandomDisk::RandomDisk(std::uint64_t seed)
    : m_random(seed)
{}

std::int64_t RandomDisk::upTo(std::int64_t most)
{
    return static_cast<std::int64_t>(m_random() % (static_cast<std::uint64_t>(most) + 1));
}

bool RandomDisk::isIn(int percent)
{
    return upTo(99) < percent;
}

Inventory RandomDisk::inventory()
{
    Inventory inventory;
    m_named = 0;
    makeTable(inventory);
    if (inventory.table.kind == TableKind::Gpt)
        fillGpt(inventory);
    else
        fillMbr(inventory);
    std::ranges::sort(inventory.partitions, {}, &Partition::number);
    inventory.capabilities.renewable = allContentKinds();
    inventory.capabilities.shrinkable = allContentKinds();
    inventory.capabilities.growable = allContentKinds();
    inventory.capabilities.partidsWritable = allContentKinds();
    inventory.fingerprint = "random";
    return inventory;
}

void RandomDisk::makeTable(Inventory &inventory)
{
    Table &table = inventory.table;
    table.kind = isIn(60) ? TableKind::Gpt : TableKind::Mbr;
    table.sectorSize = isIn(70) ? 512_B : 4_KiB;
    constexpr std::array grains{1_MiB, 1_MiB, 1_MiB, 64_KiB, 4_KiB, 4_MiB};
    table.grain = grains.at(static_cast<std::size_t>(upTo(grains.size() - 1)));
    if (isIn(15))
        table.alignmentPhase = table.sectorSize * upTo(table.grain / table.sectorSize - 1);
    table.entriesMax = table.kind == TableKind::Mbr ? 4 : isIn(15) ? 4 + static_cast<int>(upTo(12)) : 128;
    table.id = table.kind == TableKind::Mbr ? "0x1234abcd" : "D15C0000-0000-4000-8000-000000000000";
    table.usable.begin = Offset() + table.sectorSize * (table.kind == TableKind::Mbr ? 1 : 34);
}

void RandomDisk::fillGpt(Inventory &inventory)
{
    const int most = inventory.table.entriesMax;
    const int count = isIn(5) ? most : 1 + static_cast<int>(upTo(std::min(most, 9) - 1));
    Offset at = inventory.table.usable.begin;
    int number = 0;
    for (int i = 0; i < count; ++i) {
        const int spare = most - number - (count - i);
        number += 1 + (isIn(10) ? static_cast<int>(upTo(std::min(spare, 5))) : 0);
        Extent extent{.begin = next(inventory.table, at), .size = size(inventory.table)};
        const bool isNamesake = i > 0 && isIn(6);
        if (isNamesake)
            extent.size = inventory.partitions.back().extent.size;
        Partition one = partition(inventory.table, number, extent);
        if (isNamesake)
            one.name = cloneLike(inventory.partitions.back());
        inventory.partitions.push_back(std::move(one));
        at = extent.end();
    }
    if (isIn(15))
        shuffleNumbers(inventory, EntryKind::Primary);
    close(inventory, at);
}

void RandomDisk::fillMbr(Inventory &inventory)
{
    const int count = 1 + static_cast<int>(upTo(3));
    const int container = isIn(50) ? 1 + static_cast<int>(upTo(count - 1)) : 0;
    Offset at = inventory.table.usable.begin;
    for (int number = 1; number <= count; ++number) {
        const Offset begin = next(inventory.table, at);
        if (number == container) {
            fillContainer(inventory, begin, upTo(5));
            at = inventory.partitions.back().extent.end();
            continue;
        }
        const Extent extent{.begin = begin, .size = size(inventory.table)};
        inventory.partitions.push_back(partition(inventory.table, number, extent));
        at = extent.end();
    }
    int number = 0;
    for (Partition &one : inventory.partitions) {
        if (one.entry != EntryKind::Logical)
            one.number = ++number;
    }
    if (isIn(15))
        shuffleNumbers(inventory, EntryKind::Primary);
    if (isIn(15))
        shuffleNumbers(inventory, EntryKind::Logical);
    close(inventory, at);
}

/// The logical partitions with room for one boot record each at the least, then the container.
void RandomDisk::fillContainer(Inventory &inventory, Offset begin, std::int64_t wanted)
{
    const Table &table = inventory.table;
    Offset at = begin;
    for (int i = 0; i < static_cast<int>(wanted); ++i) {
        const Extent extent{.begin = next(table, at + table.sectorSize), .size = size(table)};
        Partition one = partition(table, 5 + i, extent);
        one.entry = EntryKind::Logical;
        inventory.partitions.push_back(std::move(one));
        at = extent.end();
    }
    Partition container;
    container.entry = EntryKind::Extended;
    container.type = "05";
    const Offset end = next(table, at + table.sectorSize + table.grain * (isIn(60) ? upTo(200) : 0));
    container.extent = extentBetween(begin, end);
    inventory.partitions.push_back(std::move(container));
}

/// The end of the disk: at once, or with a lot of room before it.
void RandomDisk::close(Inventory &inventory, Offset end)
{
    Table &table = inventory.table;
    const Bytes tail = table.sectorSize * (table.kind == TableKind::Mbr ? 0 : 33);
    const Bytes room = isIn(85) ? table.grain * upTo(400) + table.sectorSize * upTo(7) : Bytes();
    table.usable = extentBetween(table.usable.begin, end + room);
    inventory.target.size = (table.usable.end() + tail) - Offset();
    inventory.target.path = "random.img";
}

Offset RandomDisk::next(const Table &table, Offset at)
{
    const Bytes skipped = isIn(30) ? table.grain * upTo(40) : Bytes();
    if (isIn(8))
        return alignUp(at + skipped, table.sectorSize) + table.sectorSize * upTo(9);
    return alignUp(at + skipped, table.grain, table.alignmentPhase);
}

Bytes RandomDisk::size(const Table &table)
{
    if (isIn(20))
        return table.sectorSize * (1 + upTo(5000));
    return table.grain * (1 + upTo(isIn(50) ? 8 : 40));
}

Partition RandomDisk::partition(const Table &table, int number, Extent extent)
{
    constexpr std::array kinds{ContentKind::Ext4,  ContentKind::Ext4,     ContentKind::Xfs,
                               ContentKind::Fat32, ContentKind::Ntfs,     ContentKind::ExFat,
                               ContentKind::Btrfs, ContentKind::Squashfs, ContentKind::Unformatted,
                               ContentKind::Luks2, ContentKind::Swap,     ContentKind::Iso9660};
    constexpr std::array words{"root", "boot", "home", "readonly", "var", "srv", "Opt", "data_1"};
    const auto index = static_cast<std::size_t>(m_named++);
    const std::string name = index < words.size() ? words.at(index) : "n" + std::to_string(index);
    Partition result;
    result.number = number;
    result.extent = extent;
    result.content.kind = kinds.at(static_cast<std::size_t>(upTo(kinds.size() - 1)));
    result.content.uuid =
        result.content.kind == ContentKind::Unformatted || result.content.kind == ContentKind::Squashfs
        ? std::string()
        : "old-" + std::to_string(index);
    if (isLuks(result.content.kind) && isIn(60)) {
        result.content.inside = Inside::Known;
        result.content.volumes.push_back({.name = {},
                                          .uuid = {},
                                          .size = {},
                                          .content = {.kind = ContentKind::Ext4,
                                                      .uuid = "inner-" + std::to_string(index),
                                                      .volumes = {}}});
    }
    result.type = usualType(table.kind, ContentKind::Ext4);
    result.guid = "old-guid-" + std::to_string(index);
    if (table.kind == TableKind::Gpt && isIn(80))
        result.name = (isIn(70) ? "p.lx" : "") + name;
    else if (isIn(90))
        result.content.label = name;
    return result;
}

/// A name that says that its partition is a clone of `other`, true or not.
std::string RandomDisk::cloneLike(const Partition &other)
{
    const std::string name = inferredName(other);
    const std::string index = std::to_string(1 + upTo(isIn(5) ? 2'000'000'000 : 2));
    return isIn(50) ? "p.lx" + name + "clone" + index : name + "-clone" + index;
}

/// Numbers in another order than the disk's.
void RandomDisk::shuffleNumbers(Inventory &inventory, EntryKind kind)
{
    std::vector<Partition *> all;
    for (Partition &one : inventory.partitions) {
        if ((one.entry == EntryKind::Logical) == (kind == EntryKind::Logical))
            all.push_back(&one);
    }
    for (std::size_t i = all.size(); i > 1; --i) {
        const auto other = static_cast<std::size_t>(upTo(static_cast<std::int64_t>(i) - 1));
        std::swap(all[i - 1]->number, all[other]->number);
    }
}

Offset RandomDisk::place(const Inventory &inventory)
{
    const Table &table = inventory.table;
    const std::vector<Extent> free = freeSpace(inventory);
    if (free.empty() || isIn(15)) {
        const Bytes way = table.sectorSize * upTo(inventory.target.size / table.sectorSize);
        return Offset() + way;
    }
    const Extent gap = free[static_cast<std::size_t>(upTo(static_cast<std::int64_t>(free.size()) - 1))];
    const Offset at = gap.begin + table.sectorSize * upTo(gap.size / table.sectorSize / 2);
    return isIn(80) ? alignUp(at, table.grain, table.alignmentPhase) : at;
}

void RandomDisk::editOne(Design &design, const Inventory &inventory, int number)
{
    const auto edit = [&](const Edit &one) {
        const auto uuids = [this] {
            Uuid uuid;
            ++m_uuids;
            for (std::size_t i = 0; i < 4; ++i) {
                uuid.bytes[i] = static_cast<std::uint8_t>(m_uuids >> (8 * i));
                uuid.bytes[15 - i] = 1;
            }
            return uuid;
        };
        if (auto edited = apply(design, one, uuids))
            design = *std::move(edited);
    };
    const PartitionDesign before = *findDesign(design, number);
    const auto there = static_cast<int>(before.clones.size());
    if (isIn(80))
        edit(edit::SetClones{.number = number,
                             .count = there + static_cast<int>(isIn(3) ? upTo(130) : 1 + upTo(2))});
    const auto count = static_cast<int>(findDesign(design, number)->clones.size());
    if (isIn(85))
        edit(edit::SetClonedUnchanged{.number = number, .isAllowed = isIn(80)});
    if (const Partition *const one = findPartition(inventory, number); hasLuks(one->content) && isIn(40))
        edit(edit::SetFreshKeys{.number = number, .isWanted = true});
    if (isIn(6))
        edit(edit::Place{.number = number, .clone = 0, .start = place(inventory)});
    if (count > there && isIn(15))
        edit(edit::Place{.number = number, .clone = count, .start = place(inventory)});
    if (isIn(8))
        edit(edit::Reorder{
            .number = number,
            .position = static_cast<int>(upTo(static_cast<std::int64_t>(design.partitions.size()) - 1))});
    if (isIn(8))
        edit(edit::SetName{.number = number, .name = "given" + std::to_string(number)});
}

Design RandomDisk::design(const Inventory &inventory)
{
    Design design = designFor(inventory);
    design.placement = isIn(65) ? Placement::FreeSpace : Placement::Adjacent;
    design.numbering = isIn(65) ? Numbering::Kiwi : Numbering::Keep;
    std::vector<int> numbers;
    for (const PartitionDesign &one : design.partitions)
        numbers.push_back(one.number);
    std::erase_if(numbers, [&](int number) {
        return findPartition(inventory, number)->entry == EntryKind::Extended && isIn(98);
    });
    const auto wanted = 1 + upTo(2);
    for (std::int64_t i = 0; i < wanted && !numbers.empty(); ++i)
        editOne(design, inventory,
                numbers[static_cast<std::size_t>(upTo(static_cast<std::int64_t>(numbers.size()) - 1))]);
    return design;
}

}
