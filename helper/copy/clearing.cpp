// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/clearing.h"

#include "helper/copy/used_pieces.h"

#include <algorithm>
#include <functional>

namespace parterre {

namespace {

enum class Duty : std::uint8_t { Zero, Discard };
using Visitor = std::function<Result<>(BlockDevice &device, Extent where, Duty duty)>;

/// What is not copied, of 1 GiB of the source.
struct Remainder
{
    std::vector<Extent> holes;   ///< used, and nothing but zeros
    std::vector<Extent> unused;
};

Result<Remainder> remainderIn(const CopyOrder &order, Extent window)
{
    const std::vector<Extent> used = partsWithin(order.used, window);
    TRY(const std::vector<Extent> data, order.source->dataIn(window));
    const std::vector<Extent> copied = roundedOut(overlap(used, data), window);
    const std::vector<Extent> rest = gaps(window, copied);
    return Remainder{.holes = overlap(rest, used), .unused = overlap(rest, gaps(window, used))};
}

Result<> visitTarget(const CopyOrder &order, const CopyTarget &target, const Remainder &rest,
                     const Visitor &visit)
{
    for (const Extent &hole : rest.holes)
        CHECK(visit(*target.device, order.placeIn(target, hole), Duty::Zero));
    if (!target.device->hasHoles() && order.rest == Rest::Leave)
        return {};
    const bool isZeroed = target.device->hasHoles() || order.rest == Rest::Zero;
    for (const Extent &unused : rest.unused)
        CHECK(visit(*target.device, order.placeIn(target, unused), isZeroed ? Duty::Zero : Duty::Discard));
    return {};
}

Result<> visitRest(const CopyOrder &order, const std::stop_token &stop, const Visitor &visit)
{
    for (Offset at = order.extent.begin; at < order.extent.end();) {
        const Extent window = extentBetween(at, std::min(at + UsedPieces::window, order.extent.end()));
        TRY(const Remainder rest, remainderIn(order, window));
        for (const CopyTarget &target : order.targets) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, target.device->name());
            CHECK(visitTarget(order, target, rest, visit));
        }
        at = window.end();
    }
    return {};
}

Result<> checkZeros(BlockDevice &device, Extent where, std::span<std::byte> buffer)
{
    CHECK(device.dropCache(where));
    TRY(const std::vector<Extent> data, device.dataIn(where));
    for (const Extent &one : data) {
        for (Offset at = one.begin; at < one.end();) {
            const auto size = std::min(static_cast<std::size_t>((one.end() - at).count()), buffer.size());
            CHECK(device.read(at, buffer.first(size)));
            if (!isZero(buffer.first(size)))
                return fail(ErrorCode::Mismatch, device.name(),
                            "zeros were written at byte " + std::to_string(at.bytes())
                                + " and others are read");
            at = at + Bytes(static_cast<std::int64_t>(size));
        }
    }
    return {};
}

}

Result<Bytes> clearRest(const CopyOrder &order, const std::stop_token &stop)
{
    Bytes cleared;
    const auto clear = [&](BlockDevice &device, Extent where, Duty duty) -> Result<> {
        if (duty == Duty::Discard) {
            cleared += where.size;
            return device.discard(where);
        }
        // A hole stays one; what is none becomes one.
        TRY(const std::vector<Extent> data, device.dataIn(where));
        for (const Extent &one : data) {
            CHECK(device.zero(one));
            cleared += one.size;
        }
        return {};
    };
    CHECK(visitRest(order, stop, clear));
    return cleared;
}

Result<> checkCleared(const CopyOrder &order, const std::stop_token &stop)
{
    AlignedBuffer buffer(std::size_t{1} << 20U);
    return visitRest(order, stop, [&](BlockDevice &device, Extent where, Duty duty) -> Result<> {
        return duty == Duty::Zero ? checkZeros(device, where, buffer.bytes()) : Result<>();
    });
}

}
