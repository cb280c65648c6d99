// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/cloning.h"
#include "core/model/copying.h"
#include "core/model/inventory.h"
#include "core/model/reference_choice.h"
#include "core/units/uuid.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// Where clones go.
enum class Placement : std::uint8_t {
    FreeSpace,  ///< nothing that exists is moved; clones go where there is room
    Adjacent,   ///< physical order follows the numbering: clones directly before their origin
};

/// How partitions are numbered.
enum class Numbering : std::uint8_t {
    Kiwi,  ///< 1..n in table order, clones directly before their origin
    Keep,  ///< what exists keeps its number, clones take free ones
};

[[nodiscard]] std::string_view placementName(Placement placement);  ///< "free-space", "adjacent"
[[nodiscard]] std::optional<Placement> placementNamed(std::string_view name);
[[nodiscard]] std::string_view numberingName(Numbering numbering);  ///< "kiwi", "keep"
[[nodiscard]] std::optional<Numbering> numberingNamed(std::string_view name);

/// One clone that is wanted. Its new identifiers are drawn when the user asks for it, so that the
/// plan that is shown is the plan that is run.
struct CloneDesign
{
    Uuid guid;     ///< the GPT partition GUID
    Uuid content;  ///< file system UUID; FAT takes its first 4 bytes as serial, NTFS and exFAT 8 and 4
    std::optional<Offset> start;  ///< where the user dragged it; absent: the policy decides

    friend bool operator==(const CloneDesign &, const CloneDesign &) = default;
};

/// What is wanted for one partition that exists (or is drawn).
struct PartitionDesign
{
    int number = 0;            ///< in the inventory
    std::string name;  ///< given by the user, for config.partids and GPT; empty: inferred (names.h)
    std::vector<CloneDesign> clones;  ///< clone 1 first
    bool isClonedUnchanged = false;  ///< explicit consent to clones that keep the content's identifiers
    bool hasFreshKeys = false;  ///< each LUKS in a clone gets a volume key of its own
    std::optional<Offset> start;  ///< where the user dragged the origin; absent: where it is
    std::optional<Bytes> size;  ///< wished, of the origin and of its new clones; absent: as it is

    friend bool operator==(const PartitionDesign &, const PartitionDesign &) = default;
};

/// An empty design: a disk that does not exist (yet), drawn by the user.
struct Drawing
{
    Bytes size;
    Table table;  ///< kind, sectorSize and entriesMax are the user's; usable is computed
    std::vector<Partition> partitions;

    friend bool operator==(const Drawing &, const Drawing &) = default;
};

/// What is wanted: clone counts, order, places, names, how clones are told from their origins and how blocks
/// are copied, which names follow. A value; undo keeps old ones.
struct Design
{
    Placement placement = Placement::FreeSpace;
    Numbering numbering = Numbering::Kiwi;
    Cloning cloning;
    Copying copying;
    ReferenceChoice references;
    /// In table order. Partitions of the inventory that are missing here follow in their own order
    /// with no clones; numbers that the inventory does not have are a finding.
    std::vector<PartitionDesign> partitions;
    std::optional<Drawing> drawing;  ///< set only where the design is of no existing disk

    friend bool operator==(const Design &, const Design &) = default;
};

/// The inventory that a drawing stands for. Requires design.drawing.
[[nodiscard]] Inventory inventoryOf(const Drawing &drawing);
/// The entry for `number`, or nullptr.
[[nodiscard]] const PartitionDesign *findDesign(const Design &design, int number);
[[nodiscard]] PartitionDesign *findDesign(Design &design, int number);

}
