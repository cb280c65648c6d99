// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"
#include "helper/super/jfs_super.h"

namespace parterre {

/// jfs_tune itself looks at none of this.
Result<> admitJfs(const Renewal &renewal)
{
    TRY(const JfsSuper super, readJfsSuper(RawView(renewal.disk, renewal.where)));
    if (super.state != JfsSuper::State::Clean)
        return fail(ErrorCode::Refused, renewal.disk.name(), "the JFS was not unmounted, or is damaged");
    if (!super.isLogInside)
        return fail(ErrorCode::Unsupported, renewal.disk.name(), "the journal is on another device");
    return {};
}

/// The second superblock keeps the old UUID (jfsutils 1.1.15): it is looked at by nobody but fsck.jfs, and
/// only where the first one is damaged.
Result<> renewJfs(const Renewal &renewal, const std::string &window)
{
    CHECK(renewal.tools.succeed(Tool::JfsTune, {"-U", renewal.text, window}));
    return {};
}

}
