// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"
#include "core/plan/derive.h"
#include "core/result/result.h"

#include <string>
#include <vector>

namespace parterre {

/// What a partition of a disk that is built shall hold, instead of an empty file system.
struct ContentSource
{
    int number = 0;    ///< of the drawn partition
    std::string path;  ///< of a folder, whose files it gets, or of a file, which it gets byte by byte

    friend bool operator==(const ContentSource &, const ContentSource &) = default;
};

/// How a drawn disk comes to be: first a table with everything but the clones, each at its final place and
/// filled there; the clones are then made from these by the way that all clones are made.
struct Foundation
{
    Bytes size;
    Table table;                     ///< with an id
    std::vector<Slot> slots;         ///< of the first table; `source` is the drawn partition's number
    std::vector<Partition> drawn;    ///< the drawn partition of each slot, in their order
    Design design;                 ///< for the disk that has these partitions
    Layout wanted;                   ///< what the drawing asks for
};

/// Identifiers that the drawing leaves open are drawn from `uuids`. Requires design.drawing. Refused, with
/// the first finding, where the drawing is not possible; Unsupported for what cannot be built.
[[nodiscard]] Result<Foundation> foundationOf(const Design &design, const UuidSource &uuids);

/// What no disk says but the drawing does: mount points, and names in config.partids. `inventory` is of the
/// disk with the foundation's first table.
void addDrawn(Inventory &inventory, const Foundation &foundation);

/// Mismatch, saying where, when `made` is not what the drawing asked for.
[[nodiscard]] Result<> compareWithDrawing(const Layout &made, const Foundation &foundation);

}
