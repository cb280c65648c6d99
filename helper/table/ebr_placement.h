// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/model/partition.h"
#include "helper/block/topology.h"
#include "helper/table/ebr_chain.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// Finds the sectors in which the records of a new chain of logical partitions can stand.
class EbrPlacement
{
public:
    /// What must be kept clear of.
    struct Surroundings
    {
        std::vector<EbrLink> oldChain;
        const std::vector<Partition> &before;
        const std::vector<Slot> &after;
    };

    EbrPlacement(std::string disk, Extent container, const Topology &topology, const Surroundings &around);

    /// The last free sector before the partition, in a physical sector of its own where that can
    /// be; else one that the old chain uses. Refused where there is none.
    ///
    /// Before `next` where there is one, too: it is the record that this one will lead to, and
    /// libblkid (2.41), by which udev finds PARTUUIDs, follows no link that leads back.
    [[nodiscard]] Result<Offset> placeFor(const Slot &slot, std::optional<Offset> next);
    void take(Offset at);
    /// Whether a place had to be used that the old table still needs.
    [[nodiscard]] bool hasDisturbed() const { return m_hasDisturbed; }

    [[nodiscard]] const EbrLink *oldRecordOf(const Slot &slot) const;
    [[nodiscard]] bool hasOldRecordAt(Offset at) const;
    /// An old record or an old partition is there.
    [[nodiscard]] bool isInUse(Offset at) const;

private:
    [[nodiscard]] std::optional<Offset> lastFree(const std::vector<Extent> &taken, Offset before) const;

    std::string m_disk;
    Extent m_container;
    Bytes m_sectorSize;
    Bytes m_grain;
    std::vector<EbrLink> m_oldChain;
    std::vector<Extent> m_old;    ///< what only the old table covers
    std::vector<Extent> m_taken;  ///< what the new table covers
    bool m_hasDisturbed = false;
};

}
