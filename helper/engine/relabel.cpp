// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/identity_text.h"
#include "helper/engine/perform.h"
#include "helper/engine/watched_device.h"
#include "helper/identity/identity.h"

namespace parterre {

Result<> perform(const step::RenewIdentity &renew, Context &context)
{
    WatchedDevice disk(context.disk, context.changed);
    const NewIdentity &identity = renew.identity;
    CHECK(renewIdentity(disk, renew.where, identity, *context.job.keys));
    context.report.note = contentIdText(identity.kind, identity.uuid);
    if (!identity.label.empty())
        context.report.note += " " + identity.label;
    return {};
}

Result<> perform(const step::SetHiddenSectors &hidden, Context &context)
{
    WatchedDevice disk(context.disk, context.changed);
    return setHiddenSectors(disk, hidden.where, hidden.kind, hidden.sectorSize);
}

}
