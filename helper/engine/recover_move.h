// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/engine.h"
#include "helper/remap/in_place.h"

namespace parterre {

/// What the journal of a move in place says can be done about it. A move that has changed nothing yet leaves
/// the disk Unchanged, and so does one that has gone back. Io where the disk cannot be read.
[[nodiscard]] Result<JobState> stateOf(remap::InPlace &move, BlockDevice &disk, const Topology &topology);

/// Finishes a move that another process has begun, on whatever machine, or takes it back. The job is the one
/// that the journal holds, and is as little trusted as everything on a disk: what it does stays on this one.
[[nodiscard]] Report recoverMove(FileDevice &disk, remap::InPlace move, const RecoverRequest &request,
                                 Observer &observer, std::stop_token stop);

}
