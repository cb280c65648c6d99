// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"
#include "helper/copy/digest.h"

#include <cstdint>
#include <vector>

namespace parterre {

/// Some pieces of a copy that are flushed together, and how far they are.
struct Batch
{
    struct Piece
    {
        Extent extent;  ///< of the source
        std::vector<Digest> digests;  ///< of its blocks
    };

    std::uint64_t number = 0;
    std::vector<Piece> pieces;
    Bytes size;
    std::size_t written = 0;      ///< pieces that are in every target
    bool isClosed = false;        ///< no further piece joins it
    std::size_t flushesLeft = 0;
    bool isDurable = false;
    std::size_t readBack = 0;     ///< started: pieces times targets
    std::size_t compared = 0;     ///< and found equal

    [[nodiscard]] bool isWritten() const { return isClosed && written == pieces.size(); }
};

}
