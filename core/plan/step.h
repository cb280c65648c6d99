// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/in_place.h"
#include "core/layout/new_identity.h"
#include "core/layout/rewritten_references.h"
#include "core/model/copying.h"
#include "core/text/message.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace parterre {

/// The steps of a plan. Plain data: what to do, never how. Every step names its place by extents
/// that the layout already has; nothing here can be turned into a free read or write.
namespace step {

/// Saves the table (as sfdisk script and raw sectors) to the job's folder, and what config.partids
/// and the files that the plan will rewrite say; synced. Refused where one of these no longer says what the
/// plan will replace, and where a volume key that it renews cannot be renewed.
struct SaveTable
{
    friend bool operator==(const SaveTable &, const SaveTable &) = default;
};

/// One read of `source` feeds every target; flushed, read back from the medium and compared.
struct CopyBlocks
{
    int partition = 0;             ///< the inventory's number, for words
    Extent source;
    std::vector<Offset> targets;   ///< each of source.size, in space that no table entry covers
    ContentKind kind{};            ///< of what is copied: whose map says which blocks are used
    Bytes used;                    ///< about so much is copied; all of the source where nobody knows
    Copying copying;
    friend bool operator==(const CopyBlocks &, const CopyBlocks &) = default;
};

/// Moves and clones within the disk, over data that lies there, so that a power cut at any write loses
/// nothing; see helper/remap. From its begin to the next table write the table hides everything in it.
struct MoveInPlace
{
    InPlaceMove move;
    Copying copying;
    friend bool operator==(const MoveInPlace &, const MoveInPlace &) = default;
};

/// Gives the still unpublished content in `where`, and all layers in it, new identifiers and labels, and
/// reads them back.
struct RenewIdentity
{
    int partition = 0;
    int cloneIndex = 0;
    Extent where;
    NewIdentity identity;  ///< made of what the design drew
    friend bool operator==(const RenewIdentity &, const RenewIdentity &) = default;
};

/// Makes the still unpublished copy in `where` again from `origin`, which is only read, so that each LUKS in
/// it has a new volume key; of the keys of the origin's only the one that was given opens it. Read back and
/// compared.
struct RenewVolumeKey
{
    int partition = 0;
    int cloneIndex = 0;
    Extent origin;  ///< where the partition's data lies by then
    Extent where;   ///< as large, or more
    ContentKind kind{};
    Copying copying;
    friend bool operator==(const RenewVolumeKey &, const RenewVolumeKey &) = default;
};

/// Sets the boot sector fields that tell FAT, exFAT and NTFS where they begin ("hidden sectors").
struct SetHiddenSectors
{
    int partition = 0;
    int cloneIndex = 0;
    Extent where;
    ContentKind kind{};
    Bytes sectorSize{512};
    friend bool operator==(const SetHiddenSectors &, const SetHiddenSectors &) = default;
};

/// Makes the content need only the first `size` bytes of its place; checked before and after by the file
/// system's own tool. What lies behind them means nothing then.
struct ShrinkContent
{
    int partition = 0;
    Extent where;
    ContentKind kind{};
    Bytes size;
    friend bool operator==(const ShrinkContent &, const ShrinkContent &) = default;
};

/// Makes the content use all of its place; checked like ShrinkContent.
struct GrowContent
{
    int partition = 0;
    int cloneIndex = 0;
    Extent where;
    ContentKind kind{};
    friend bool operator==(const GrowContent &, const GrowContent &) = default;
};

/// Compares every identifier of the new layout with each other and with the machine's.
struct CheckIdentifiers
{
    friend bool operator==(const CheckIdentifiers &, const CheckIdentifiers &) = default;
};

/// Writes the table once, re-reads it and compares. `slots` is the whole table.
struct WriteTable
{
    std::vector<Slot> slots;
    friend bool operator==(const WriteTable &, const WriteTable &) = default;
};

/// Writes config.partids at the top of a root file system in `where`, atomically. After a move in place that
/// is done before the table is written.
struct WritePartids
{
    int partition = 0;
    int cloneIndex = 0;
    int number = 0;                ///< in the new table
    Extent where;          ///< of the partition
    LayerPlace layer;      ///< of the file system in it
    ContentKind kind{};    ///< of the file system
    std::string text;
    friend bool operator==(const WritePartids &, const WritePartids &) = default;
};

/// Puts other identifiers into files of a file system in `where`, each atomically, and keeps each as it was
/// beside it. New clones: before they are published; others: when WritePartids is done.
struct RewriteReferences
{
    int partition = 0;
    int cloneIndex = 0;
    bool isClone = false;  ///< a new one
    int number = 0;  ///< in the new table
    Extent where;        ///< of the partition
    LayerPlace layer;    ///< of the file system in it
    ContentKind kind{};  ///< of the file system
    std::vector<RewrittenFile> files;
    friend bool operator==(const RewriteReferences &, const RewriteReferences &) = default;
};

}

using Step =
    std::variant<step::SaveTable, step::CopyBlocks, step::MoveInPlace, step::RenewVolumeKey,
                 step::RenewIdentity, step::SetHiddenSectors, step::ShrinkContent, step::GrowContent,
                 step::CheckIdentifiers, step::WriteTable, step::WritePartids, step::RewriteReferences>;

/// What will be done, in order.
struct Plan
{
    std::string fingerprint;  ///< of the inventory it was made for
    std::vector<Step> steps;

    [[nodiscard]] bool isEmpty() const { return steps.empty(); }
    friend bool operator==(const Plan &, const Plan &) = default;
};

/// Where in the plan the last step of this kind is; nothing where it has none.
template<typename T>
[[nodiscard]] std::optional<std::size_t> lastStep(const Plan &plan)
{
    for (std::size_t i = plan.steps.size(); i > 0; --i) {
        if (std::holds_alternative<T>(plan.steps[i - 1]))
            return i - 1;
    }
    return std::nullopt;
}

/// How much a step reads and writes, in bytes that pass through; for progress and for words.
struct Work
{
    Bytes read;
    Bytes written;
    friend bool operator==(const Work &, const Work &) = default;
};

[[nodiscard]] Work work(const Step &step);
[[nodiscard]] Work work(const Plan &plan);
/// The machine's word for the kind of step, in JSON and in progress: "copy-blocks".
[[nodiscard]] std::string_view stepName(const Step &step);
/// What the step does, as a sentence.
[[nodiscard]] Message describe(const Step &step, const Layout &layout);

}
