// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/design.h"

#include <algorithm>

namespace parterre {

std::string_view placementName(Placement placement)
{
    return placement == Placement::FreeSpace ? "free-space" : "adjacent";
}

std::optional<Placement> placementNamed(std::string_view name)
{
    if (name == "free-space")
        return Placement::FreeSpace;
    if (name == "adjacent")
        return Placement::Adjacent;
    return std::nullopt;
}

std::string_view numberingName(Numbering numbering)
{
    return numbering == Numbering::Kiwi ? "kiwi" : "keep";
}

std::optional<Numbering> numberingNamed(std::string_view name)
{
    if (name == "kiwi")
        return Numbering::Kiwi;
    if (name == "keep")
        return Numbering::Keep;
    return std::nullopt;
}

Inventory inventoryOf(const Drawing &drawing)
{
    Inventory inventory;
    inventory.target.kind = Target::Kind::Drawing;
    inventory.target.size = drawing.size;
    inventory.table = drawing.table;
    inventory.partitions = drawing.partitions;
    std::ranges::sort(inventory.partitions, {}, &Partition::number);
    inventory.capabilities.renewable = allContentKinds();
    inventory.capabilities.shrinkable = allContentKinds();
    inventory.capabilities.growable = allContentKinds();
    inventory.capabilities.partidsWritable = allContentKinds();
    return inventory;
}

const PartitionDesign *findDesign(const Design &design, int number)
{
    const auto found = std::ranges::find(design.partitions, number, &PartitionDesign::number);
    return found == design.partitions.end() ? nullptr : &*found;
}

PartitionDesign *findDesign(Design &design, int number)
{
    const auto found = std::ranges::find(design.partitions, number, &PartitionDesign::number);
    return found == design.partitions.end() ? nullptr : &*found;
}

}
