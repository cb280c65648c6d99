// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/check/finding.h"
#include "core/layout/designed.h"

#include <string>
#include <vector>

namespace parterre {

/// What the rules look at. Borrowed; lives as long as one derive().
struct Facts
{
    const Inventory &inventory;
    const Design &design;
    const Layout &now;
    const Designed &designed;
};

using Findings = std::vector<Finding>;

/// Each group of rules adds what it finds. The codes are those of the message table.
void checkDesign(const Facts &facts, Findings &findings);      ///< the design speaks of what is there
void checkTable(const Facts &facts, Findings &findings);       ///< kind, damage, entries, 2 TiB, hybrid
void checkSpace(const Facts &facts, Findings &findings);       ///< room, places, alignment
void checkSizes(const Facts &facts, Findings &findings);       ///< what becomes of resized contents
void checkNames(const Facts &facts, Findings &findings);       ///< GPT names and config.partids keys
void checkUses(const Facts &facts, Findings &findings);        ///< mounted, read-only, system disk
void checkContent(const Facts &facts, Findings &findings);     ///< dirt, identities, tools
void checkVolumeKeys(const Facts &facts, Findings &findings);  ///< volume keys of clones of an LUKS
void checkCloning(const Facts &facts, Findings &findings);     ///< labels, types, automatic mounting
void checkCopying(const Facts &facts, Findings &findings);     ///< what the choice of going on means
void checkReferences(const Facts &facts, Findings &findings);  ///< fstab, firmware, config.partids

/// All of the above, errors first, otherwise in the order of the rules.
[[nodiscard]] Findings check(const Facts &facts);

/// "#5 (home)": how messages name a partition of the inventory.
[[nodiscard]] std::string partitionText(const Facts &facts, int number);
/// The word for what a partition holds; libblkid's where Parterre has none.
[[nodiscard]] std::string kindText(const Content &content);
/// The inventory's partitions that the design gives new clones.
[[nodiscard]] std::vector<const Partition *> clonedPartitions(const Facts &facts);
/// The inventory's partitions that the design gives another size.
[[nodiscard]] std::vector<const Partition *> resizedPartitions(const Facts &facts);
/// How many new clones of `number` the design asks for.
[[nodiscard]] int newClones(const Facts &facts, int number);
/// Clones of `number` that are on the disk already.
[[nodiscard]] int existingClones(const Facts &facts, int number);
/// Whether the entry of this slot is on the disk under another GPT name.
[[nodiscard]] bool isRenamed(const Facts &facts, const Slot &slot);
/// What exists keeps its number.
[[nodiscard]] Fix keepNumbersFix();
[[nodiscard]] Fix clonesFix(const Facts &facts, int number, int count);

}
