// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/uuid.h"
#include "helper/block/block_device.h"

#include <string>

namespace parterre {

/// What an array, and a member of it, are to be called.
struct MdIdentity
{
    Uuid arrayUuid;
    Uuid deviceUuid;   ///< version 0.90 has none: it is ignored
    std::string name;  ///< at most 32 bytes, "host:name" or "name"; ignored for version 0.90
};

/// Reads and checks all that relabelArray() would change, and writes nothing.
///
/// Unsupported: a journal, a partial parity log (its checksums are made with the UUID), a cluster, a bitmap
/// that is not in the member, features that are not known. Refused: a reshape under way. Invalid: a nil UUID,
/// a name that does not fit. Corrupt: as readMdSuper(), and a bitmap that is none or of another array.
[[nodiscard]] Result<> admitArray(BlockDevice &disk, Extent where, const MdIdentity &identity);

/// Gives the array that this member is of, and the member, new identifiers, and the array a new name. Only
/// this member is written: its array has no others from then on.
///
/// The bitmap's superblock comes first and is durable before the array's; both are read back (Mismatch).
/// Wherever it was cut off, once more with the same identity comes to the same bytes; until then the
/// kernel does not start the array, as its bitmap has another UUID. Where it is done nothing is written. No
/// other byte changes but the checksum. Errors as admitArray(); nothing is written then.
[[nodiscard]] Result<> relabelArray(BlockDevice &disk, Extent where, const MdIdentity &identity);

}
