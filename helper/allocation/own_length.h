// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/allocation/readers.h"

#include <string>

namespace parterre {

/// For file systems that are written once, in one piece: the first `length` bytes, in whole pages.
/// What lies behind them is no part of the file system, but may belong to it (hash trees, overlays,
/// footers): it is used too, unless the MiB that follows and the last one are zeros.
/// Corrupt where `length` is more than there is.
[[nodiscard]] UsedExtents usedUpTo(const std::string &kind, BlockDevice &disk, Extent where,
                                   std::uint64_t length);

}
