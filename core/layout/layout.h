// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"

#include <string>
#include <vector>

namespace parterre {

enum class Role : std::uint8_t {
    Clone,   ///< a copy that the design asks for, or one that is on the disk already
    Origin,  ///< a partition that has clones
    Other,   ///< neither
};

[[nodiscard]] std::string_view roleName(Role role);  ///< "clone", "origin", "other"

/// One partition of a layout: an entry of the table as it will be (or is).
struct Slot
{
    int number = 0;              ///< in the table of this layout
    EntryKind entry = EntryKind::Primary;
    Extent extent;
    Role role = Role::Other;
    int source = 0;              ///< the inventory's number of the partition whose data it holds; 0: none
    int cloneIndex = 0;          ///< 1.. for clones, 0 otherwise
    std::string cloneOf;         ///< the partids name of the origin, for clones; else empty
    std::string partidsName;     ///< "boot", "home"; empty where there is none
    std::string partidsKey;      ///< "kiwi_bootPartClone1"; empty where the partition has none
    std::string name;            ///< GPT name
    std::string type;
    std::string guid;            ///< PARTUUID; MBR: signature and new number
    std::uint64_t attributes = 0;
    bool isActive = false;
    Content content;             ///< expected: clones carry their new uuid
    bool isNew = false;          ///< has no entry on the disk yet
    bool isDataInPlace = true;   ///< its data lies at the begin of its extent already
    std::string mountPoint;

    friend bool operator==(const Slot &, const Slot &) = default;
};

/// The table as it will be. `layoutOf` gives the same shape for the table as it is.
struct Layout
{
    Table table;
    Bytes diskSize;
    std::vector<Slot> slots;   ///< by number
    std::vector<Extent> free;  ///< what no slot covers, by position, at least one sector each
    std::string partids;       ///< the text of config.partids

    friend bool operator==(const Layout &, const Layout &) = default;
};

/// The disk as it is, with the clones that are already on it recognised by name.
[[nodiscard]] Layout layoutOf(const Inventory &inventory);

/// Whether config.partids is to be at the top of what it holds: a root, or the one that is read only.
[[nodiscard]] bool carriesPartids(const Slot &slot);

/// The slot that holds clone `cloneIndex` (0: the origin) of the inventory's partition `source`.
[[nodiscard]] const Slot *findSlot(const Layout &layout, int source, int cloneIndex);

}
