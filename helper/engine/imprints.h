// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/perform.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace parterre {

/// What is hashed of one partition.
struct ImprintOrder
{
    Extent where;              ///< on the disk
    std::vector<Extent> used;  ///< from the partition's start, whole blocks of 4096, ascending, not touching
    DigestKind kind = DigestKind::Xxh3;
    std::vector<std::size_t> pieces;  ///< which ones, ascending
};

/// `used` (on the disk) as an imprint counts: from the start of `where`, in whole blocks of 4096.
[[nodiscard]] std::vector<Extent> usedBlocks(std::vector<Extent> used, Extent where);

/// How much that is.
[[nodiscard]] Bytes amountOf(const ImprintOrder &order);

/// Reads the pieces of `order` and gives the digests of all pieces, empty for those that were not asked for.
/// `advance` is told in parts what amountOf() says, and how much of that was read: holes are not. Io;
/// Cancelled.
[[nodiscard]] Result<std::vector<std::string>>
hashPieces(BlockDevice &disk, const ImprintOrder &order,
           const std::function<void(Bytes amount, Bytes read)> &advance, const std::stop_token &stop);

/// What the origins and clones that this job copied hold now. Mostly known from copying: read again are the
/// pieces that were changed afterwards (identifiers, config.partids). What cannot be told is left out, and
/// is a warning: the clones are made and verified all the same.
[[nodiscard]] std::vector<Imprint> imprintsOf(Context &context);

}
