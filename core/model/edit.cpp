// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/edit.h"

#include "core/model/part_types.h"

#include <algorithm>
#include <ranges>

namespace parterre {

namespace {

constexpr int gptEntriesUsual = 128;

std::unexpected<Error> invalid(const std::string &reason)
{
    return fail(ErrorCode::Invalid, "design", reason);
}

Result<PartitionDesign *> entry(Design &design, int number)
{
    PartitionDesign *found = findDesign(design, number);
    if (found == nullptr)
        return invalid("there is no partition " + std::to_string(number));
    return found;
}

Result<Drawing *> drawing(Design &design)
{
    if (!design.drawing)
        return invalid("this is a real disk, its partitions cannot be drawn");
    return &*design.drawing;
}

/// Where the table lets partitions lie on a drawn disk.
Extent usableExtent(Bytes size, const Table &table)
{
    const Bytes sector = table.sectorSize;
    if (table.kind == TableKind::Gpt) {
        const Bytes array = roundUp(Bytes(gptEntriesUsual * 128), sector);
        const Bytes head = sector * 2 + array;
        const Bytes tail = sector + array;
        if (size <= head + tail)
            return {};
        return extentBetween(Offset() + head, Offset() + (size - tail));
    }
    return size <= sector ? Extent{} : extentBetween(Offset() + sector, Offset() + size);
}

Result<> setDisk(Drawing &target, const edit::SetDisk &change)
{
    if (!isWritable(change.table))
        return invalid("a drawing has a GPT or an MBR table");
    if (change.sectorSize != Bytes(512) && change.sectorSize != Bytes(4096))
        return invalid("a sector has 512 or 4096 bytes");
    Table table = target.table;
    const Bytes size(change.size.count() - change.size.count() % change.sectorSize.count());
    table.kind = change.table;
    table.sectorSize = change.sectorSize;
    table.entriesMax = change.table == TableKind::Gpt ? gptEntriesUsual : 4;
    table.usable = usableExtent(size, table);
    for (const Partition &partition : target.partitions) {
        if (!table.usable.contains(partition.extent))
            return invalid("partition " + std::to_string(partition.number) + " would lie outside");
    }
    target.size = size;
    target.table = table;
    for (Partition &partition : target.partitions)
        partition.type = usualType(change.table, partition.content.kind);
    return {};
}

int firstFreeNumber(const Drawing &target)
{
    int number = 1;
    while (std::ranges::find(target.partitions, number, &Partition::number) != target.partitions.end())
        ++number;
    return number;
}

Result<Offset> roomFor(const Drawing &target, Bytes size, int except)
{
    std::vector<Extent> taken;
    for (const Partition &partition : target.partitions) {
        if (partition.number != except)
            taken.push_back(partition.extent);
    }
    for (const Extent &gap : gaps(target.table.usable, std::move(taken))) {
        const Offset start = alignUp(gap.begin, target.table.grain, target.table.alignmentPhase);
        if (start + size <= gap.end())
            return start;
    }
    return invalid("there is no gap of this size on the drawn disk");
}

Result<> add(Design &design, const edit::Add &change)
{
    TRY(Drawing *const target, drawing(design));
    if (change.size.isZero())
        return invalid("a partition needs a size");
    const Bytes size = roundUp(change.size, target->table.sectorSize);
    TRY(const Offset start, roomFor(*target, size, 0));
    Partition partition;
    partition.number = firstFreeNumber(*target);
    partition.extent = {.begin = start, .size = size};
    partition.content.kind = change.kind;
    partition.type = change.type.empty() ? usualType(target->table.kind, change.kind) : change.type;
    if (target->table.kind == TableKind::Gpt)
        partition.name = change.name;
    else
        partition.content.label = change.name;
    design.partitions.push_back({.number = partition.number,
                                 .name = {},
                                 .clones = {},
                                 .isClonedUnchanged = false,
                                 .hasFreshKeys = false,
                                 .start = {},
                                 .size = {}});
    target->partitions.push_back(std::move(partition));
    return {};
}

Result<> remove(Design &design, int number)
{
    TRY(Drawing *const target, drawing(design));
    const auto erased = std::erase_if(target->partitions,
                                      [&](const Partition &partition) { return partition.number == number; });
    if (erased == 0)
        return invalid("there is no partition " + std::to_string(number));
    std::erase_if(design.partitions, [&](const PartitionDesign &one) { return one.number == number; });
    return {};
}

Result<> resizeDrawn(Drawing *target, const edit::Resize &change)
{
    const auto found = std::ranges::find(target->partitions, change.number, &Partition::number);
    if (found == target->partitions.end())
        return invalid("there is no partition " + std::to_string(change.number));
    if (!change.size || change.size->isZero())
        return invalid("a partition needs a size");
    const Bytes size = roundUp(*change.size, target->table.sectorSize);
    const Extent grown{.begin = found->extent.begin, .size = size};
    const bool fitsHere = target->table.usable.contains(grown)
        && std::ranges::none_of(target->partitions, [&](const Partition &other) {
                              return other.number != change.number && other.extent.overlaps(grown);
                          });
    if (fitsHere) {
        found->extent = grown;
        return {};
    }
    TRY(const Offset start, roomFor(*target, size, change.number));
    found->extent = {.begin = start, .size = size};
    return {};
}

/// One overload for each kind of edit.
struct Applier
{
    Design &design;
    const UuidSource &uuids;

    Result<> operator()(const edit::SetClones &change) const
    {
        TRY(PartitionDesign *const target, entry(design, change.number));
        if (change.count < 0 || change.count > clonesMax)
            return invalid("a clone count is a number from 0 to " + std::to_string(clonesMax));
        const auto count = static_cast<std::size_t>(change.count);
        if (target->clones.size() > count)
            target->clones.resize(count);
        while (target->clones.size() < count)
            target->clones.push_back({.guid = uuids(), .content = uuids(), .start = {}});
        return {};
    }

    Result<> operator()(const edit::SetPlacement &change) const
    {
        design.placement = change.placement;
        return {};
    }

    Result<> operator()(const edit::SetCloning &change) const
    {
        design.cloning = change.cloning;
        return {};
    }

    Result<> operator()(const edit::SetCopying &change) const
    {
        if (!isRateLimit(change.copying.rateLimit))
            return invalid("a rate limit is a whole number of MiB per second, at most 1048576");
        design.copying = change.copying;
        return {};
    }

    Result<> operator()(const edit::SetReferences &change) const
    {
        design.references = change.references;
        return {};
    }

    Result<> operator()(const edit::SetNumbering &change) const
    {
        design.numbering = change.numbering;
        return {};
    }

    Result<> operator()(const edit::SetName &change) const
    {
        TRY(PartitionDesign *const target, entry(design, change.number));
        if (change.name.size() > 255)
            return invalid("the name is longer than 255 bytes");
        target->name = change.name;
        return {};
    }

    Result<> operator()(const edit::Reorder &change) const
    {
        TRY(PartitionDesign *const target, entry(design, change.number));
        const auto count = static_cast<int>(design.partitions.size());
        if (change.position < 0 || change.position >= count)
            return invalid("there is no place " + std::to_string(change.position) + " in the table");
        PartitionDesign moved = *target;
        design.partitions.erase(design.partitions.begin() + (target - design.partitions.data()));
        design.partitions.insert(design.partitions.begin() + change.position, std::move(moved));
        return {};
    }

    Result<> operator()(const edit::Place &change) const
    {
        TRY(PartitionDesign *const target, entry(design, change.number));
        if (change.clone < 0 || std::cmp_greater(change.clone, target->clones.size()))
            return invalid("there is no clone " + std::to_string(change.clone));
        if (change.clone == 0)
            target->start = change.start;
        else
            target->clones[static_cast<std::size_t>(change.clone - 1)].start = change.start;
        return {};
    }

    Result<> operator()(const edit::SetClonedUnchanged &change) const
    {
        TRY(PartitionDesign *const target, entry(design, change.number));
        target->isClonedUnchanged = change.isAllowed;
        return {};
    }

    Result<> operator()(const edit::SetFreshKeys &change) const
    {
        TRY(PartitionDesign *const target, entry(design, change.number));
        target->hasFreshKeys = change.isWanted;
        return {};
    }

    Result<> operator()(const edit::Resize &change) const
    {
        if (design.drawing)
            return resizeDrawn(&*design.drawing, change);
        TRY(PartitionDesign *const target, entry(design, change.number));
        target->size = change.size;
        return {};
    }

    Result<> operator()(const edit::SetDisk &change) const
    {
        TRY(Drawing *const target, drawing(design));
        return setDisk(*target, change);
    }

    Result<> operator()(const edit::Add &change) const { return add(design, change); }
    Result<> operator()(const edit::Remove &change) const { return remove(design, change.number); }
};

}

Result<Design> apply(Design design, const Edit &edit, const UuidSource &uuids)
{
    CHECK(std::visit(Applier{.design = design, .uuids = uuids}, edit));
    return design;
}

edit::Resize resizeTo(const Partition &partition, Bytes size)
{
    return {.number = partition.number,
            .size = size == partition.extent.size ? std::nullopt : std::optional(size)};
}

}
