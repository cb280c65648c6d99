// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <vector>

namespace parterre {

/// A piece of a long transfer: 4 MiB, the last one what is left, known to be a hole or not.
struct TransferPiece
{
    Extent extent;
    bool isHole = false;

    friend bool operator==(const TransferPiece &, const TransferPiece &) = default;
};

/// `source` in pieces, in order, without a list of all of them: asks `disk` for data and holes
/// 1 GiB at a time. A piece that is data only in part is data.
class Pieces
{
public:
    static constexpr Bytes size{std::int64_t{4} << 20U};

    Pieces(BlockDevice &disk, Extent source);
    /// The next piece; one of size 0 at the end.
    [[nodiscard]] Result<TransferPiece> next();
    /// Where the next piece begins.
    [[nodiscard]] Offset at() const { return m_at; }

private:
    [[nodiscard]] Result<> lookAhead();

    BlockDevice &m_disk;
    Extent m_source;
    Offset m_at;
    Offset m_knownTo;
    std::vector<Extent> m_data;
};

}
