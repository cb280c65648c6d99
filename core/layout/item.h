// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/layout/lineage.h"

#include <vector>

namespace parterre {

/// One entry that the new table shall have, on its way to become a Slot: first what it is, then
/// where (place.cpp), then under which number (number.cpp).
struct Item
{
    const Partition *source = nullptr;       ///< whose data it holds
    const Partition *existing = nullptr;     ///< its entry on the disk; nullptr for new clones
    const CloneDesign *clone = nullptr;      ///< for new clones: the identifiers drawn for it
    const PartitionDesign *design = nullptr; ///< of the origin; nullptr where the design is silent
    std::string name;                        ///< partids name of the origin
    int origin = 0;
    int cloneIndex = 0;
    bool hasClones = false;
    bool isRenamed = false;                  ///< the design calls the origin what the disk does not
    std::string gptName;                     ///< of its entry in the new table; empty on MBR

    EntryKind entry = EntryKind::Primary;
    Extent extent;
    bool isPlaced = false;
    bool isDataInPlace = false;
    /// Another item's entry covered this place before: the data there becomes this clone.
    bool isTakingOver = false;
    int number = 0;

    [[nodiscard]] bool isNewClone() const { return existing == nullptr; }
};

/// Every entry of the new table in table order: for each origin its clones, then itself. Points
/// into its arguments.
[[nodiscard]] std::vector<Item> itemsOf(const Inventory &inventory, const Design &design,
                                        const std::vector<Lineage> &lineages);

/// Whether every entry stays what, where, how large and in what order it is.
[[nodiscard]] bool isArranged(const Inventory &inventory, const Design &design,
                              const std::vector<Item> &items);

/// Whether the names that the design gives are those of the disk, as far as it can tell names: by
/// the entries of a GPT, and in config.partids of partitions that have clones.
[[nodiscard]] bool isNamed(const std::vector<Item> &items);

}
