// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/model/inventory.h"
#include "helper/block/file_device.h"
#include "helper/block/topology.h"

#include <string>
#include <vector>

namespace parterre {

/// What a partition table says: the table and its entries, without content.
struct TableReading
{
    Table table;
    std::vector<Partition> partitions;   ///< content is not looked at
    std::vector<Extent> metadata;  ///< every sector the table itself lives in (headers, arrays, MBR, EBRs)
    std::string script;  ///< the sfdisk dump of it, for the job's folder

    friend bool operator==(const TableReading &, const TableReading &) = default;
};

/// Reads the table by libfdisk, on a memory copy of the sectors that matter, so that a hostile
/// table can neither be written to nor make the library read elsewhere. A disk with no table is
/// TableKind::None. Corrupt where two partitions overlap, reach past the disk, or the EBR chain
/// loops, leaves its container or lies in a partition.
[[nodiscard]] Result<TableReading> readTable(BlockDevice &disk, const Topology &topology);

/// Some bytes of the disk that a new table changes.
struct TableWrite
{
    Offset at;
    std::vector<std::byte> bytes;  ///< whole sectors

    friend bool operator==(const TableWrite &, const TableWrite &) = default;
};

/// A new table as the ordered batches of writes that publish it. After each batch comes a flush.
/// Between any two writes, whatever subset of a batch has reached the medium, the kernel and UEFI
/// see the whole old table or the whole new one (docs/adr/0005); `isAtomic` is false
/// where this disk leaves no room for that, and `note` says why.
struct TableSwitch
{
    std::vector<std::vector<TableWrite>> batches;
    bool isAtomic = false;
    std::string note;

    friend bool operator==(const TableSwitch &, const TableSwitch &) = default;
};

/// Encodes `slots` as the whole new table of the same kind: a GPT by libfdisk on a memory copy, an
/// MBR and its chain by our own code, which knows where a boot record may stand. What the batches
/// come to is re-read by libfdisk and compared with `slots` before anything is returned. Disk id
/// and everything that is not in an entry are kept. Nothing is written to `disk`. Unsupported for
/// other kinds; Invalid for slots that such a table cannot hold; Refused where a logical partition
/// has no free sector before it for its boot record; Mismatch where the re-reading differs.
[[nodiscard]] Result<TableSwitch> encodeTable(BlockDevice &disk, const Topology &topology,
                                              const std::vector<Slot> &slots);

/// Writes and flushes the batches in order; what is there already is not written again, so that the same
/// batches finish what a power cut has cut off.
[[nodiscard]] Result<> commitTable(BlockDevice &disk, const TableSwitch &tableSwitch);

/// Tells the kernel which partitions a block device has: only what differs from what it shows, through BLKPG
/// add/del/resize, so that partitions which are in use stay as they are. Busy where one that is in use would
/// have to go; what was told before that stays told. Image files: nothing.
[[nodiscard]] Result<> tellKernel(FileDevice &disk, const std::vector<Slot> &slots);

}
