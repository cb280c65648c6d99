// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <stop_token>

namespace parterre {

/// Writes all of `source` to the begin of `where`, which reads as zeros; its holes stay holes. Flushed, read
/// back from the medium and compared. Requires that it has room there. Mismatch where it reads back
/// otherwise, Cancelled.
[[nodiscard]] Result<> fillPlace(BlockDevice &source, BlockDevice &disk, Extent where,
                                 const std::stop_token &stop);

}
