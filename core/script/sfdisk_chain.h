// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/partition.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre::script {

/// What sfdisk of util-linux 2.41 leaves alone at the begin of a disk, and before a logical partition: a MiB,
/// but on a small disk a sector.
[[nodiscard]] Bytes sfdiskHead(Bytes diskSize, Bytes sectorSize);

/// The chain of logical partitions that sfdisk of util-linux 2.41 makes, one after the other in the order of
/// their numbers. It takes the first MiB before each for the boot record, and makes none where that would lie
/// in another partition; from the first partition on that begins in the first MiB of the disk or of the
/// extended one it takes a sector.
class SfdiskChain
{
public:
    SfdiskChain(Bytes diskSize, Bytes sectorSize);

    /// Adds the next one in the order of the table: primary partitions and the extended one first. Returns
    /// why sfdisk does not make it, a part of a sentence: "has no sector before it ...".
    [[nodiscard]] std::optional<std::string> add(EntryKind kind, Extent place);

private:
    struct Link
    {
        Extent place;
        Offset record;  ///< of the boot record
    };

    [[nodiscard]] bool isInTheWay(const Link &one, Extent place) const;

    Bytes m_sector;
    Bytes m_ahead;
    Offset m_container;
    std::vector<Link> m_links;
};

}
