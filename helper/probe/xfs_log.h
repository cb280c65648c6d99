// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// What the end of an XFS log says.
enum class XfsLogState : std::uint8_t {
    Unknown,    ///< not the shape that a log has after an unmount or a crash: nothing is claimed
    Unmounted,  ///< the newest record is the one an unmount writes; nothing is to be replayed
    ToReplay,   ///< the newest record is another one
};

/// Looks for the newest record of the log in `size` bytes from `at`, by the cycle numbers that head
/// every 512 bytes of it, in a few reads whatever the log's size.
[[nodiscard]] Result<XfsLogState> readXfsLogState(const RawView &view, std::uint64_t at, std::uint64_t size);

}
