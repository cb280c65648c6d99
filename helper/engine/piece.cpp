// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/piece.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr Bytes window{std::int64_t{1} << 30U};

}

Pieces::Pieces(BlockDevice &disk, Extent source)
    : m_disk(disk)
    , m_source(source)
    , m_at(source.begin)
    , m_knownTo(source.begin)
{}

Result<> Pieces::lookAhead()
{
    const Offset end = std::min(m_at + window, m_source.end());
    TRY(m_data, m_disk.dataIn(extentBetween(m_at, end)));
    m_knownTo = end;
    return {};
}

Result<TransferPiece> Pieces::next()
{
    if (m_at == m_source.end())
        return TransferPiece{.extent = {.begin = m_at, .size = {}}, .isHole = false};
    if (m_at == m_knownTo)
        CHECK(lookAhead());
    TransferPiece piece{.extent = extentBetween(m_at, std::min(m_at + size, m_source.end())), .isHole = true};
    for (const Extent &data : m_data) {
        if (data.overlaps(piece.extent))
            piece.isHole = false;
    }
    m_at = piece.extent.end();
    return piece;
}

}
