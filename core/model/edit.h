// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"
#include "core/result/result.h"

#include <string>
#include <variant>

namespace parterre {

/// What the user's hand can do to a design. Each is a value, so that a finding can carry one as
/// its fix, and undo can name what it takes back.
namespace edit {

struct SetClones
{
    int number = 0;
    int count = 0;
    friend bool operator==(const SetClones &, const SetClones &) = default;
};
struct SetPlacement
{
    Placement placement{};
    friend bool operator==(const SetPlacement &, const SetPlacement &) = default;
};
struct SetNumbering
{
    Numbering numbering{};
    friend bool operator==(const SetNumbering &, const SetNumbering &) = default;
};
/// How clones are told from their origins.
struct SetCloning
{
    Cloning cloning;
    friend bool operator==(const SetCloning &, const SetCloning &) = default;
};
/// How blocks are copied.
struct SetCopying
{
    Copying copying;
    friend bool operator==(const SetCopying &, const SetCopying &) = default;
};
/// Which files that name partitions are rewritten.
struct SetReferences
{
    ReferenceChoice references;
    friend bool operator==(const SetReferences &, const SetReferences &) = default;
};
/// The partids name, to which the entry of a GPT is renamed; empty goes back to the inferred one.
struct SetName
{
    int number = 0;
    std::string name;
    friend bool operator==(const SetName &, const SetName &) = default;
};
/// Moves the partition (with its clones) to `position` in table order, 0 first.
struct Reorder
{
    int number = 0;
    int position = 0;
    friend bool operator==(const Reorder &, const Reorder &) = default;
};
/// Clone 1.. to a place of the user's, or back to the policy's. Clone 0 is the origin itself.
struct Place
{
    int number = 0;
    int clone = 0;
    std::optional<Offset> start;
    friend bool operator==(const Place &, const Place &) = default;
};
struct SetClonedUnchanged
{
    int number = 0;
    bool isAllowed = false;
    friend bool operator==(const SetClonedUnchanged &, const SetClonedUnchanged &) = default;
};
/// Whether each LUKS in new clones gets a volume key of its own.
struct SetFreshKeys
{
    int number = 0;
    bool isWanted = false;
    friend bool operator==(const SetFreshKeys &, const SetFreshKeys &) = default;
};
/// The size of the origin and of its new clones, or back to what the origin has. Drawings: the drawn size.
struct Resize
{
    int number = 0;
    std::optional<Bytes> size;
    friend bool operator==(const Resize &, const Resize &) = default;
};

/// The rest is for drawings only.
struct SetDisk
{
    Bytes size;
    TableKind table{};
    Bytes sectorSize{512};
    friend bool operator==(const SetDisk &, const SetDisk &) = default;
};
/// Adds a partition of `size` in the first gap that takes it; `type` as in Partition::type.
struct Add
{
    std::string name;
    Bytes size;
    ContentKind kind{};
    std::string type;
    friend bool operator==(const Add &, const Add &) = default;
};
struct Remove
{
    int number = 0;
    friend bool operator==(const Remove &, const Remove &) = default;
};

}

using Edit =
    std::variant<edit::SetClones, edit::SetPlacement, edit::SetNumbering, edit::SetCloning, edit::SetCopying,
                 edit::SetReferences, edit::SetName, edit::Reorder, edit::Place, edit::SetClonedUnchanged,
                 edit::SetFreshKeys, edit::Resize, edit::SetDisk, edit::Add, edit::Remove>;

/// The most clones that one partition may be given; far above what any table holds.
inline constexpr int clonesMax = 999;

/// The design after `edit`. New identifiers are drawn from `uuids` here and nowhere later.
/// Fails with Invalid where the edit names what is not there or is for drawings only.
[[nodiscard]] Result<Design> apply(Design design, const Edit &edit, const UuidSource &uuids);

/// The edit that gives `partition` this size: absent where it has it.
[[nodiscard]] edit::Resize resizeTo(const Partition &partition, Bytes size);

}
