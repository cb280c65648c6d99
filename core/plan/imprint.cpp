// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/imprint.h"

namespace parterre {

Bytes imprintPieceSize(Bytes partition)
{
    constexpr std::size_t piecesMax = 4096;
    Bytes size{std::int64_t{1} << 20U};
    while (pieceCount(partition, size) > piecesMax)
        size = size * 2;
    return size;
}

std::size_t pieceCount(Bytes partition, Bytes pieceSize)
{
    const std::int64_t whole = partition.count() / pieceSize.count();
    return static_cast<std::size_t>(whole + (partition.count() % pieceSize.count() > 0 ? 1 : 0));
}

}
