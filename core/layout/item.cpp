// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/item.h"

#include "core/partids/partids.h"

#include <algorithm>

namespace parterre {

namespace {

class Sequence
{
public:
    Sequence(const Inventory &inventory, const Design &design, const std::vector<Lineage> &lineages)
        : m_inventory(inventory)
        , m_lineages(lineages)
    {
        for (const PartitionDesign &one : design.partitions)
            addGroup(one.number, &one);
        for (const Lineage &one : lineages) {
            if (!one.isClone() && findDesign(design, one.number) == nullptr)
                addGroup(one.number, nullptr);
        }
    }

    [[nodiscard]] std::vector<Item> take() { return std::move(m_items); }

private:
    [[nodiscard]] const Lineage *lineageOf(int number) const
    {
        const auto found = std::ranges::find(m_lineages, number, &Lineage::number);
        return found == m_lineages.end() ? nullptr : &*found;
    }

    [[nodiscard]] const Partition *existingClone(int origin, int index) const
    {
        for (const Lineage &one : m_lineages) {
            if (one.isClone() && one.origin == origin && one.cloneIndex == index)
                return findPartition(m_inventory, one.number);
        }
        return nullptr;
    }

    [[nodiscard]] int lastExisting(int origin) const
    {
        int last = 0;
        for (const Lineage &one : m_lineages) {
            if (one.isClone() && one.origin == origin)
                last = std::max(last, one.cloneIndex);
        }
        return last;
    }

    [[nodiscard]] bool isGpt() const { return m_inventory.table.kind == TableKind::Gpt; }

    static bool isGiven(const PartitionDesign *design) { return design != nullptr && !design->name.empty(); }

    /// A design may name a partition twice or one that is not there: those are findings, not items.
    void addGroup(int number, const PartitionDesign *design)
    {
        const Partition *const origin = findPartition(m_inventory, number);
        const Lineage *const lineage = lineageOf(number);
        const bool isThere =
            std::ranges::any_of(m_items, [&](const Item &item) { return item.existing == origin; });
        if (origin == nullptr || lineage == nullptr || lineage->isClone() || isThere)
            return;
        Item item;
        item.source = origin;
        item.design = design;
        item.origin = number;
        item.entry = origin->entry;
        item.name = isGiven(design) ? design->name : lineage->name;
        item.isRenamed = item.name != lineage->name;
        item.gptName = item.isRenamed && isGpt() ? renamedGptName(*origin, item.name) : origin->name;
        const std::size_t first = m_items.size();
        addClones(item, design);
        item.hasClones = m_items.size() > first;
        item.existing = origin;
        item.extent = {.begin = origin->extent.begin, .size = wishedSize(item)};
        item.isPlaced = true;
        item.isDataInPlace = true;
        m_items.push_back(std::move(item));
    }

    static Bytes wishedSize(const Item &item)
    {
        const Bytes size = item.source->extent.size;
        return item.design != nullptr ? item.design->size.value_or(size) : size;
    }

    void addClones(Item item, const PartitionDesign *design)
    {
        const int wanted = design != nullptr ? static_cast<int>(design->clones.size()) : 0;
        const int last = std::max(wanted, lastExisting(item.origin));
        for (int index = 1; index <= last; ++index) {
            item.cloneIndex = index;
            item.existing = existingClone(item.origin, index);
            item.clone = nullptr;
            if (item.existing != nullptr)
                addExisting(item);
            else if (index <= wanted)
                addNew(item, design->clones[static_cast<std::size_t>(index - 1)]);
        }
    }

    void addExisting(Item item)
    {
        const bool isOriginRenamed = item.gptName != item.source->name;
        item.gptName =
            isOriginRenamed ? cloneGptName(item.gptName, item.name, item.cloneIndex) : item.existing->name;
        item.entry = item.existing->entry;
        item.extent = item.existing->extent;
        item.isPlaced = true;
        item.isDataInPlace = true;
        m_items.push_back(std::move(item));
    }

    /// The GPT name beside which a new clone gets its own.
    static std::string_view besideName(const Item &item)
    {
        constexpr std::string_view kiwiPrefix = "p.lx";
        if (item.gptName.starts_with(kiwiPrefix))
            return item.gptName;
        // A name that the user gave goes before a GPT name that does not say it.
        if (isGiven(item.design))
            return {};
        return item.source->partidsName.empty() ? std::string_view(item.gptName) : kiwiPrefix;
    }

    void addNew(Item item, const CloneDesign &clone)
    {
        // A clone without drawn identifiers stands for one that was on the disk when the design
        // was made; it is not asked for anew.
        if (clone.guid.isNil())
            return;
        item.clone = &clone;
        if (isGpt()) {
            item.gptName = cloneGptName(besideName(item), item.name, item.cloneIndex);
        }
        item.extent = {.begin = {}, .size = wishedSize(item)};
        m_items.push_back(std::move(item));
    }

    const Inventory &m_inventory;
    const std::vector<Lineage> &m_lineages;
    std::vector<Item> m_items;
};

}

std::vector<Item> itemsOf(const Inventory &inventory, const Design &design,
                          const std::vector<Lineage> &lineages)
{
    return Sequence(inventory, design, lineages).take();
}

bool isArranged(const Inventory &inventory, const Design &design, const std::vector<Item> &items)
{
    const bool isNothingNew = std::ranges::none_of(items, &Item::isNewClone);
    const bool isNothingMoved = std::ranges::none_of(design.partitions, [&](const PartitionDesign &one) {
        const Partition *partition = findPartition(inventory, one.number);
        return partition != nullptr
            && (one.start.value_or(partition->extent.begin) != partition->extent.begin
                || one.size.value_or(partition->extent.size) != partition->extent.size);
    });
    const bool isNothingReordered = std::ranges::is_sorted(design.partitions, {}, &PartitionDesign::number);
    return isNothingNew && isNothingMoved && isNothingReordered;
}

bool isNamed(const std::vector<Item> &items)
{
    return std::ranges::none_of(items, [](const Item &item) {
        const bool isEntryRenamed = item.existing != nullptr && item.gptName != item.existing->name;
        return isEntryRenamed || (item.isRenamed && item.hasClones);
    });
}

}
