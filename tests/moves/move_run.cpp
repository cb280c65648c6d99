// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/move_run.h"

namespace parterre::test {

using namespace parterre::remap;

namespace {

Result<Outcome> goOn(InPlace &move)
{
    const bool isWayBack = move.body().isWayBack;
    TRY([[maybe_unused]] const MoveOutcome moved, move.move({}));
    CHECK(move.publish());
    CHECK(move.erase());
    return isWayBack ? Outcome::WentBack : Outcome::Finished;
}

}

Result<> beginMove(BlockDevice &disk, const Topology &topology, InPlaceOrder order)
{
    TRY(InPlace move, InPlace::begin(disk, topology, std::move(order), {}));
    TRY([[maybe_unused]] const Outcome outcome, goOn(move));
    return {};
}

Result<Outcome> finishMove(BlockDevice &disk, const Topology &topology)
{
    TRY(std::optional<InPlace> found, InPlace::find(disk, topology));
    return found ? goOn(*found) : Result<Outcome>(Outcome::Nothing);
}

Result<Outcome> undoMove(BlockDevice &disk, const Topology &topology)
{
    TRY(std::optional<InPlace> found, InPlace::find(disk, topology));
    if (!found)
        return Outcome::Nothing;
    TRY(const Phase now, found->phase());
    // Too late, or under way already.
    if (now == Phase::Moved || now == Phase::Published || found->body().isWayBack)
        return goOn(*found);
    CHECK(found->goBack({}));
    return Outcome::WentBack;
}

}
