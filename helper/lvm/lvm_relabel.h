// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <map>
#include <string>

namespace parterre {

/// What a volume group on one physical volume is to be called. UUIDs as LVM prints them.
struct LvmIdentity
{
    std::string pvUuid;
    std::string vgUuid;
    std::string vgName;
    std::map<std::string, std::string> lvs;  ///< by the former UUID, those of hidden volumes too
};

/// Reads and checks all that relabelVolumeGroup() would change, and writes nothing.
///
/// Unsupported: more than one physical volume, no group or no metadata area on it, an area that is not to be
/// used, a group that is exported, clustered or shared, history of removed volumes, no room for a second
/// text. Refused: a change of the metadata that was not finished, a missing volume. Invalid: a new identifier
/// that is none or is there twice, a logical volume without one. Corrupt: as readLvmPhysicalVolume() and
/// readLvmVolumeGroup(), and areas or a label that contradict each other.
[[nodiscard]] Result<> admitVolumeGroup(BlockDevice &disk, Extent where, const LvmIdentity &identity);

/// Gives the group, its physical volume and its logical volumes new identifiers, and the group a new name.
/// The LVM2 tools have no way to do so with logical volumes.
///
/// The order is: the new text behind the present one in each metadata area, the headers that name it, the
/// label, each durable before the next; then what is left of former texts is zeroed, and all is read back
/// (Mismatch). Wherever it was cut off, once more with the same identity comes to the same bytes; where it is
/// done nothing is written. Until then LVM2 takes the group for one whose volume is missing. All other bytes
/// of the text stay, but for seqno, which is one more, and the device_id of the volume, which is dropped: it
/// names the disk of the origin. Errors as admitVolumeGroup(); nothing is written then.
[[nodiscard]] Result<> relabelVolumeGroup(BlockDevice &disk, Extent where, const LvmIdentity &identity);

}
