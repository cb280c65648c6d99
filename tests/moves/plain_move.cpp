// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/plain_move.h"

#include <algorithm>
#include <ranges>

namespace parterre::test {

namespace {

constexpr std::int64_t step = std::int64_t{1} << 20U;

Result<> moveOne(BlockDevice &disk, const Extent &source, Offset destination)
{
    AlignedBuffer buffer(static_cast<std::size_t>(step));
    const std::int64_t count = (source.size.count() + step - 1) / step;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t at = (destination > source.begin ? count - 1 - i : i) * step;
        const auto bytes = buffer.first(static_cast<std::size_t>(std::min(step, source.size.count() - at)));
        CHECK(disk.read(source.begin + Bytes(at), bytes));
        CHECK(disk.write(destination + Bytes(at), bytes));
    }
    return {};
}

}

Result<> movePlainly(BlockDevice &disk, const Topology &topology, const remap::InPlaceOrder &order)
{
    std::vector<remap::Move> moves = order.moves;
    // The one whose place is free first.
    const bool isToTheRight = moves.front().destinations.back() > moves.front().source.begin;
    std::ranges::sort(moves, {}, [](const remap::Move &move) { return move.source.begin; });
    if (isToTheRight)
        std::ranges::reverse(moves);
    for (const remap::Move &move : moves)
        CHECK(moveOne(disk, move.source, move.destinations.back()));
    CHECK(disk.flush());
    TRY(const TableSwitch table, encodeTable(disk, topology, order.after));
    return commitTable(disk, table);
}

}
