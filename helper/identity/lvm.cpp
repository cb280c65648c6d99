// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/identity_text.h"
#include "helper/block/raw_view.h"
#include "helper/identity/renew.h"
#include "helper/lvm/lvm_relabel.h"
#include "helper/lvm/physical_volume.h"
#include "helper/lvm/volume_group.h"

namespace parterre {

namespace {

/// For the volumes that nobody sees, too: parts of others have identifiers as well.
Result<LvmIdentity> identityFor(const Renewal &renewal)
{
    TRY(const LvmPhysicalVolume physical, readLvmPhysicalVolume(RawView(renewal.disk, renewal.where)));
    TRY(const LvmVolumeGroup group, readLvmVolumeGroup(physical.metadata));
    LvmIdentity identity{.pvUuid = renewal.text,
                         .vgUuid = groupIdText(renewal.kind, renewal.uuid),
                         .vgName = renewal.label.empty() ? group.name : renewal.label,
                         .lvs = {}};
    for (const LvmLogicalVolume &volume : group.volumes)
        identity.lvs[volume.uuid] = volumeIdText(renewal.kind, renewal.uuid, volume.name);
    return identity;
}

}

Result<> admitLvm(const Renewal &renewal)
{
    TRY(const LvmIdentity identity, identityFor(renewal));
    return admitVolumeGroup(renewal.disk, renewal.where, identity);
}

Result<> writeLvm(const Renewal &renewal)
{
    TRY(const LvmIdentity identity, identityFor(renewal));
    return relabelVolumeGroup(renewal.disk, renewal.where, identity);
}

}
