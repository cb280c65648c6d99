// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/identity_text.h"
#include "helper/block/raw_view.h"
#include "helper/identity/renew.h"
#include "helper/md/md_relabel.h"
#include "helper/md/md_super.h"

namespace parterre {

namespace {

Result<MdIdentity> identityFor(const Renewal &renewal)
{
    TRY(const MdSuper super, readMdSuper(RawView(renewal.disk, renewal.where)));
    return MdIdentity{.arrayUuid = renewal.uuid,
                      .deviceUuid = *Uuid::parse(subIdText(renewal.kind, renewal.uuid)),
                      .name = renewal.label.empty() ? super.name : renewal.label};
}

}

Result<> admitMd(const Renewal &renewal)
{
    TRY(const MdIdentity identity, identityFor(renewal));
    return admitArray(renewal.disk, renewal.where, identity);
}

Result<> writeMd(const Renewal &renewal)
{
    TRY(const MdIdentity identity, identityFor(renewal));
    return relabelArray(renewal.disk, renewal.where, identity);
}

}
