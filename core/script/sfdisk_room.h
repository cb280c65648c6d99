// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/partition.h"
#include "core/result/result.h"
#include "core/script/sfdisk_dump.h"

#include <optional>
#include <vector>

namespace parterre::script {

/// The places that sfdisk of util-linux 2.41 gives to the partitions of a script, one after the other.
class SfdiskRoom
{
public:
    /// Partitions without a start do not come before `defaultsFrom`.
    SfdiskRoom(const Table &table, Offset defaultsFrom)
        : m_table(table)
        , m_defaultsFrom(defaultsFrom)
    {}

    /// The place of `entry`, which is taken from now on. Fails with Invalid, with its line, where there is
    /// none, and where sfdisk decides by rules that are said nowhere: which of several gaps it takes, or how
    /// it rounds.
    [[nodiscard]] Result<Extent> place(const SfdiskEntry &entry, EntryKind kind);

    /// The extended partition; empty before it has its place.
    [[nodiscard]] const std::optional<Extent> &container() const { return m_container; }

private:
    [[nodiscard]] std::vector<Extent> free(EntryKind kind) const;
    [[nodiscard]] Bytes before(EntryKind kind) const;
    [[nodiscard]] Bytes bytesOf(const SfdiskAmount &amount) const;
    [[nodiscard]] Offset firstStart(Extent gap, EntryKind kind) const;
    [[nodiscard]] Result<Offset> startOf(const SfdiskEntry &entry, EntryKind kind) const;
    [[nodiscard]] Offset alignedEnd(Offset start, Bytes size, Offset most) const;
    [[nodiscard]] bool isRoundedSomehow(const SfdiskEntry &entry, Offset end) const;
    [[nodiscard]] Offset lastEnd(Offset start, Extent gap) const;
    [[nodiscard]] std::string whatIsThere(Extent wanted, EntryKind kind) const;

    const Table &m_table;
    Offset m_defaultsFrom;
    std::vector<Extent> m_outer;  ///< primary partitions and the extended one
    std::vector<Extent> m_inner;  ///< logical partitions, each with the sector of its boot record before it
    std::optional<Extent> m_container;
};

}
