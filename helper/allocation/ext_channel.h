// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/files/ext_session.h"

namespace parterre {

/// Opens the ext file system in `where` for reading alone, without a file or a window: libext2fs
/// reads through `disk`, never outside of `where`. Both must outlive the session.
///
/// libext2fs takes memory for all group descriptors; the caller has seen that they are few enough.
/// Corrupt where it finds no file system that it understands, or the superblock's checksum is wrong.
[[nodiscard]] Result<ExtSession> openExtOn(BlockDevice &disk, Extent where);

}
