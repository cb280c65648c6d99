// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/engine.h"
#include "helper/remap/in_place.h"

namespace parterre {

/// The job that the journal holds, if it is one for this disk that could have been started here and that the
/// journal carries out: its plan moves what the program moves, between the two tables that the journal has.
/// Corrupt else, or what simulate() says of it. It comes from any disk; writes nothing.
[[nodiscard]] Result<Job> journalJob(remap::InPlace &move, BlockDevice &disk, const Topology &topology);

/// The bytes in which it stands there.
[[nodiscard]] std::string_view finishingOf(const remap::InPlace &move);

}
