// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/identity/renew.h"

namespace parterre {

/// The same for content that is no container, or one that nobody opens.
/// @{
inline Result<> renewIdentityWith(const Toolbox &tools, BlockDevice &disk, Extent where, ContentKind kind,
                                  NewIdentity identity)
{
    Keys none;
    identity.kind = kind;
    return renewIdentityWith(tools, disk, where, identity, none);
}

inline Result<> renewIdentity(BlockDevice &disk, Extent where, ContentKind kind, NewIdentity identity)
{
    return renewIdentityWith(Toolbox(), disk, where, kind, std::move(identity));
}
/// @}

}
