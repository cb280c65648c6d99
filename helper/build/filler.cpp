// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/build/filler.h"

#include <algorithm>
#include <functional>

namespace parterre {

namespace {

constexpr Bytes piece{4 << 20};

using PieceWork = std::function<Result<>(Offset at, std::span<std::byte> bytes)>;

/// Reads what is in `parts` of the source, piece by piece.
Result<> eachPiece(BlockDevice &source, const std::vector<Extent> &parts, const std::stop_token &stop,
                   const PieceWork &work)
{
    AlignedBuffer buffer(static_cast<std::size_t>(piece.count()));
    for (const Extent &part : parts) {
        for (Offset at = part.begin; at < part.end();) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, source.name());
            const Bytes size = std::min(part.end() - at, piece);
            const auto bytes = buffer.first(static_cast<std::size_t>(size.count()));
            CHECK(source.read(at, bytes));
            CHECK(work(at, bytes));
            at = at + size;
        }
    }
    return {};
}

}

Result<> fillPlace(BlockDevice &source, BlockDevice &disk, Extent where, const std::stop_token &stop)
{
    TRY(const std::vector<Extent> parts, source.dataIn({.begin = {}, .size = source.size()}));
    const auto placeOf = [&](Offset at) { return where.begin + (at - Offset()); };
    CHECK(eachPiece(source, parts, stop,
                    [&](Offset at, std::span<std::byte> bytes) { return disk.write(placeOf(at), bytes); }));
    CHECK(disk.flush());
    CHECK(disk.dropCache(where));
    AlignedBuffer written(static_cast<std::size_t>(piece.count()));
    return eachPiece(source, parts, stop, [&](Offset at, std::span<std::byte> bytes) -> Result<> {
        const auto back = written.first(bytes.size());
        CHECK(disk.read(placeOf(at), back));
        if (!std::ranges::equal(back, bytes))
            return fail(ErrorCode::Mismatch, disk.name(),
                        "read back otherwise than written at " + std::to_string(placeOf(at).bytes()));
        return {};
    });
}

}
