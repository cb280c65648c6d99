// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"

#include <string>
#include <vector>

namespace parterre {

/// Which partition on the disk is a clone of which: by GPT names of KIWI's form, on MBR (which has
/// no names) by the config.partids that the root file system carries. On GPT that file tells of
/// which origin a clone is whose name no partition has by itself.
struct Lineage
{
    int number = 0;        ///< of the partition, in the inventory
    int origin = 0;        ///< the partition it is a clone of; its own number where it is none
    int cloneIndex = 0;    ///< 1.. for clones, 0 otherwise
    std::string name;      ///< partids name: of the origin for clones; empty where there is none

    [[nodiscard]] bool isClone() const { return cloneIndex > 0; }
    friend bool operator==(const Lineage &, const Lineage &) = default;
};

/// One entry for each partition of the inventory, in its order. A name of the clone's form without
/// an origin of that name and size is an ordinary partition.
[[nodiscard]] std::vector<Lineage> lineages(const Inventory &inventory);

/// The design that changes nothing: every partition that is not a clone, in table order, with as
/// many clones as are there already.
[[nodiscard]] Design designFor(const Inventory &inventory);

}
