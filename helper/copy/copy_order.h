// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/copying.h"
#include "helper/block/block_device.h"
#include "helper/block/medium.h"

#include <string>
#include <vector>

namespace parterre {

/// Where a copy goes. The device is not owned.
struct CopyTarget
{
    BlockDevice *device = nullptr;
    Offset at;
};

/// What is copied, and how. The devices are not owned.
struct CopyOrder
{
    BlockDevice *source = nullptr;
    std::string name;           ///< of what is copied, for words in errors
    Extent extent;              ///< of the source; each target takes as much
    std::vector<Extent> used;   ///< within `extent`, ascending, not touching; the rest is cleared
    std::vector<CopyTarget> targets;
    Rest rest = Rest::Leave;
    DigestKind digest = DigestKind::Xxh3;
    OnReadError onReadError = OnReadError::Stop;
    std::size_t unreadMax = 1024;  ///< ranges that a copy goes on without; ends with one more
    Bytes rateLimit;            ///< read each second, at most; zero: no limit. What is written follows
    bool isReadBack = true;     ///< false in benchmarks alone, which measure what reading back costs
    Medium medium = Medium::Unknown;  ///< of source and targets: how much is under way at first, and at most
    bool isTakingTurns = false;  ///< source and target share a spindle: read much, then write much

    /// Where `extent` of the source lies in `target`.
    [[nodiscard]] Extent placeIn(const CopyTarget &target, Extent piece) const
    {
        return {.begin = target.at + (piece.begin - extent.begin), .size = piece.size};
    }
};

/// What a copy did.
struct CopyOutcome
{
    Bytes read;  ///< from the source
    Bytes written;  ///< to all targets
    Bytes readBack;  ///< from all targets
    Bytes cleared;  ///< zeroed or discarded, in all targets
    /// Of the source: what could not be read, and is zeros in every target. Ascending, not touching.
    std::vector<Extent> unread;
    /// What was copied, as an Imprint tells it; empty where the source does not begin at a multiple of 4096.
    std::vector<std::string> digests;
};

}
