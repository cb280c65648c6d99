// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/sharing.h"

#include "helper/copy/clearing.h"
#include "helper/copy/used_pieces.h"

#include <algorithm>
#include <functional>

namespace parterre {

namespace {

/// Whether to go on.
using Visitor = std::function<Result<bool>(Extent piece, Offset target)>;

/// Of 1 GiB of the source: all but the data that nobody uses. Holes are shared with what is around them,
/// since each piece costs a call.
Result<std::vector<Extent>> sharedIn(const CopyOrder &order, Extent window)
{
    const std::vector<Extent> used = roundedOut(partsWithin(order.used, window), window);
    TRY(const std::vector<Extent> data, order.source->dataIn(window));
    return gaps(window, overlap(data, gaps(window, used)));
}

/// False where `visit` says so.
Result<bool> visitShared(const CopyOrder &order, const std::stop_token &stop, const Visitor &visit)
{
    for (Offset at = order.extent.begin; at < order.extent.end();) {
        const Extent window = extentBetween(at, std::min(at + UsedPieces::window, order.extent.end()));
        TRY(const std::vector<Extent> pieces, sharedIn(order, window));
        for (const CopyTarget &target : order.targets) {
            for (const Extent &piece : pieces) {
                if (stop.stop_requested())
                    return fail(ErrorCode::Cancelled, order.source->name());
                TRY(const bool goesOn, visit(piece, order.placeIn(target, piece).begin));
                if (!goesOn)
                    return false;
            }
        }
        at = window.end();
    }
    return true;
}

bool canBeShared(const CopyOrder &order)
{
    constexpr Bytes grain{4096};
    return isAligned(order.extent.begin, grain) && isAligned(order.extent.end(), grain)
        && std::ranges::all_of(order.targets, [&](const CopyTarget &target) {
               return target.device == order.source && isAligned(target.at, grain);
           });
}

}

Result<bool> shareBlocks(const CopyOrder &order, const std::stop_token &stop)
{
    if (!canBeShared(order))
        return false;
    BlockDevice &disk = *order.source;
    const auto share = [&](Extent piece, Offset target) { return disk.share(piece, target); };
    TRY(const bool areShared, visitShared(order, stop, share));
    if (!areShared)
        return false;
    CHECK(clearRest(order, stop));
    CHECK(disk.flush());
    const auto isShared = [&](Extent piece, Offset target) { return disk.isShared(piece, target); };
    TRY(const bool areStillShared, visitShared(order, stop, isShared));
    if (!areStillShared)
        return fail(ErrorCode::Mismatch, disk.name(), "the file system shared blocks and maps others");
    CHECK(checkCleared(order, stop));
    return true;
}

}
