// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/new_identity.h"
#include "core/model/inventory.h"
#include "helper/block/block_device.h"
#include "helper/luks/keys.h"

namespace parterre {

/// Gives the content in `where` a new identifier and label, with the file system's own maintained tool or
/// library, on a PartitionWindow, or where there is none by writing what holds them, and reads them back from
/// the disk: Mismatch where they are not what was asked for. What else identifies a btrfs is renewed too
/// (docs/adr/0014). Durable when it returns. The content must be unmounted, clean and not published.
/// ToolMissing, Unsupported and Refused (a journal to be replayed, marked as damaged) come before
/// anything is written. An ext file system whose checksums depend on the UUID is checked first.
///
/// A container is followed by all that lies in it, opened by `keys`; cut off, it is resumed by the same
/// identity. Denied where the identity has volumes and the keys do not open them; Mismatch where it has
/// others.
[[nodiscard]] Result<> renewIdentity(BlockDevice &disk, Extent where, const NewIdentity &identity,
                                     Keys &keys);

/// FAT, exFAT, NTFS: the boot sector field (and its backup) that says where the volume begins.
/// Other kinds: nothing; nor where the volume's sectors are not the disk's, which no place makes
/// bootable. 0 where the number is too big for the field. Durable when it returns.
[[nodiscard]] Result<> setHiddenSectors(BlockDevice &disk, Extent where, ContentKind kind, Bytes sectorSize);

/// What can be renewed on this machine by this user, and the names of the tools that are missing.
[[nodiscard]] Capabilities identityCapabilities();

}
