// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "helper/block/block_device.h"
#include "helper/luks/keys.h"

#include <functional>
#include <stop_token>

namespace parterre {

/// How a clone compares with its origin.
struct ContentComparison
{
    Bytes compared;               ///< what the clone uses; all of it where that is in doubt
    std::int64_t blocks = 0;      ///< 4 KiB blocks that differ in all
    std::int64_t unexplained = 0; ///< ... but are none that a new identifier changes
    std::int64_t allowed = 0;     ///< unexplained blocks that files written into each may account for
    Offset firstUnexplained;      ///< from the partition's start

    [[nodiscard]] bool isEqual() const { return unexplained <= allowed; }
};

/// What is compared, and what opens it.
struct ComparedPair
{
    const Slot &origin;
    const Slot &clone;
    Keys &keys;
    std::int64_t rewritten = 0;  ///< blocks that files which name partitions may account for
};

/// What there is to read for that in both, the clone and the origin.
[[nodiscard]] Bytes comparedSize(BlockDevice &disk, const Slot &clone);

/// Compares what `clone` uses with `origin`: its free blocks were perhaps never copied. What may differ is
/// found out, not assumed: the origin gets another identifier on an overlay, by the same tool, and the blocks
/// which that writes may differ. A root file system carries config.partids, which was written into each copy
/// by itself: there a few more metadata blocks may differ (64), and so many more as `rewritten` says. What
/// has another volume key in the clone is compared decrypted, where `compared.keys` opens both. `advance` is
/// told in parts what comparedSize() says, and how much of that was read: holes are not.
[[nodiscard]] Result<ContentComparison>
compareContent(BlockDevice &disk, const ComparedPair &compared,
               const std::function<void(Bytes amount, Bytes read)> &advance, const std::stop_token &stop);

}
