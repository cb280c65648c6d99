// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lineage.h"

#include "core/model/edit.h"
#include "core/partids/partids.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace parterre {

namespace {

/// The partition that a clone called `name` copies, among those of the same size. A root clone of
/// an overlay system copies the read-only root.
const Partition *originCalled(const Inventory &inventory, const std::string &name, const Partition &clone)
{
    const auto isIt = [&](const Partition &candidate, std::string_view wanted) {
        return candidate.number != clone.number && candidate.extent.size == clone.extent.size
            && !parseCloneName(candidate.name)
            && (candidate.name == wanted || inferredName(candidate) == wanted);
    };
    const auto find = [&](std::string_view wanted) {
        const auto found = std::ranges::find_if(inventory.partitions,
                                                [&](const Partition &one) { return isIt(one, wanted); });
        return found == inventory.partitions.end() ? nullptr : &*found;
    };
    if (name == "root") {
        if (const Partition *readOnly = find("readonly"); readOnly != nullptr)
            return readOnly;
    }
    return find(name);
}

Lineage ordinary(const Partition &partition)
{
    return {.number = partition.number,
            .origin = partition.number,
            .cloneIndex = 0,
            .name = inferredName(partition)};
}

Lineage byGptName(const Inventory &inventory, const Partition &partition)
{
    if (const auto cloneName = parseCloneName(partition.name)) {
        if (const Partition *origin = originCalled(inventory, cloneName->name, partition)) {
            return {.number = partition.number,
                    .origin = origin->number,
                    .cloneIndex = cloneName->index,
                    .name = inferredName(*origin)};
        }
    }
    return ordinary(partition);
}

std::optional<int> numberOf(const std::string &value)
{
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number < 1)
        return std::nullopt;
    return number;
}

/// "kiwi_homePartClone2" -> {"home", 2}.
std::optional<CloneName> cloneOfKey(std::string_view key)
{
    constexpr std::string_view head = "kiwi_";
    constexpr std::string_view middle = "PartClone";
    const auto at = key.rfind(middle);
    if (!key.starts_with(head) || at == std::string_view::npos || at <= head.size())
        return std::nullopt;
    const auto index = numberOf(std::string(key.substr(at + middle.size())));
    if (!index)
        return std::nullopt;
    return CloneName{.name = std::string(key.substr(head.size(), at - head.size())), .index = *index};
}

/// Whether config.partids may say that `partition` is `clone`. A GPT name has to say the same, and
/// the file only tells of which origin: of one that has its partids name from the user alone.
bool mayBe(const Inventory &inventory, const Lineage &partition, const CloneName &clone)
{
    if (inventory.table.kind == TableKind::Mbr)
        return true;
    return !partition.isClone() && parseCloneName(findPartition(inventory, partition.number)->name) == clone;
}

/// The partids names that the origin of clones called `name` may have, the likeliest first. Root's
/// are those of the read-only root of an overlay system.
std::vector<std::string> originNames(const std::string &name)
{
    if (name == "root")
        return {"readonly", "root"};
    return {name};
}

/// What config.partids says, for tables without names and for origins without one.
void readPartids(const Inventory &inventory, std::vector<Lineage> &result)
{
    const auto entries = parsePartids(inventory.partids);
    if (!entries)
        return;
    std::map<std::string, int> numbers;
    for (const PartidsEntry &entry : *entries) {
        if (const auto number = numberOf(entry.value))
            numbers.emplace(entry.key, *number);
    }
    const auto lineageOf = [&](int number) -> Lineage * {
        const auto found = std::ranges::find(result, number, &Lineage::number);
        return found == result.end() ? nullptr : &*found;
    };
    const auto sizeOf = [&](int number) { return findPartition(inventory, number)->extent.size; };
    const auto originOf = [&](const Lineage &copy, const std::string &name) -> Lineage * {
        const auto entry = numbers.find(originKey(name));
        Lineage *const source = entry == numbers.end() ? nullptr : lineageOf(entry->second);
        const bool isOrigin = source != nullptr && source->number != copy.number && !source->isClone();
        return isOrigin && sizeOf(copy.number) == sizeOf(source->number) ? source : nullptr;
    };
    for (const auto &[key, number] : numbers) {
        const auto clone = cloneOfKey(key);
        Lineage *const copy = clone ? lineageOf(number) : nullptr;
        if (copy == nullptr || !mayBe(inventory, *copy, *clone))
            continue;
        for (const std::string &name : originNames(clone->name)) {
            Lineage *const source = originOf(*copy, name);
            if (source == nullptr)
                continue;
            source->name = name;
            *copy = {.number = number, .origin = source->number, .cloneIndex = clone->index, .name = name};
            break;
        }
    }
}

/// What two partitions claim to be is only the first one's, a clone of a clone is none, and so is
/// one that no design could ask for: each entry of the disk has one place in a layout.
void settle(const Inventory &inventory, std::vector<Lineage> &result)
{
    std::set<std::pair<int, int>> seen;
    const auto isClone = [&](int number) {
        const auto found = std::ranges::find(result, number, &Lineage::number);
        return found != result.end() && found->isClone();
    };
    for (Lineage &one : result) {
        if (!one.isClone())
            continue;
        const bool isTrue = one.cloneIndex <= clonesMax && !isClone(one.origin)
            && seen.emplace(one.origin, one.cloneIndex).second;
        if (!isTrue)
            one = ordinary(*findPartition(inventory, one.number));
    }
}

}

std::vector<Lineage> lineages(const Inventory &inventory)
{
    std::vector<Lineage> result;
    result.reserve(inventory.partitions.size());
    for (const Partition &partition : inventory.partitions)
        result.push_back(byGptName(inventory, partition));
    settle(inventory, result);
    if (!inventory.partids.empty()) {
        readPartids(inventory, result);
        settle(inventory, result);
    }
    return result;
}

Design designFor(const Inventory &inventory)
{
    Design design;
    const std::vector<Lineage> found = lineages(inventory);
    for (const Lineage &one : found) {
        if (one.isClone())
            continue;
        int last = 0;
        for (const Lineage &other : found) {
            if (other.isClone() && other.origin == one.number)
                last = std::max(last, other.cloneIndex);
        }
        PartitionDesign entry;
        entry.number = one.number;
        entry.clones.resize(static_cast<std::size_t>(last));
        design.partitions.push_back(std::move(entry));
    }
    return design;
}

}
