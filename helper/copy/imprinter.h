// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/imprint.h"
#include "helper/copy/digest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace parterre {

/// Makes the digests of an Imprint from those of a partition's blocks, as they come.
class Imprinter
{
public:
    Imprinter(DigestKind kind, Bytes partition);

    /// The digests of the blocks from `at` on, counted from the partition's start; nothing is kept where that
    /// is no multiple of 4096. Each call goes further into the partition than the one before.
    void add(Offset at, const std::vector<Digest> &blocks);
    /// For each piece of the partition.
    [[nodiscard]] std::vector<std::string> finish();

private:
    void endPiece();

    DigestKind m_kind;
    Bytes m_partition;
    std::int64_t m_blocksInPiece;
    Digest m_zeros;  ///< of a block of zeros
    Digest m_lastZeros;  ///< of the partition's last block, if it were zeros
    std::int64_t m_piece = 0;
    std::vector<std::byte> m_row;  ///< numbers and digests of the piece's blocks so far
    std::vector<std::string> m_digests;
};

}
