// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/remap/in_place.h"

namespace parterre::test {

/// What came of a move that was taken up.
enum class Outcome : std::uint8_t {
    Finished,
    WentBack,
    Nothing,  ///< there is no journal: the disk is as it was before, or as it shall be
};

/// All that the programs of this folder know of driving a move in place. From the order to the new table.
[[nodiscard]] Result<> beginMove(BlockDevice &disk, const Topology &topology, remap::InPlaceOrder order);
/// With nothing but the disk: goes on to the end.
[[nodiscard]] Result<Outcome> finishMove(BlockDevice &disk, const Topology &topology);
/// With nothing but the disk: goes back, or on where it is too late for that.
[[nodiscard]] Result<Outcome> undoMove(BlockDevice &disk, const Topology &topology);

}
