// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "helper/probe/xfs_super.h"

namespace parterre {

/// The counters of a mounted file system live in memory and reach the superblock at unmount: while
/// the log holds changes, nothing is said about what is used.
Result<SuperFacts> readXfsFacts(const RawView &view)
{
    TRY(const XfsSuper super, readXfsSuper(view));
    if (super.freeBlocks > super.blocks)
        return fail(ErrorCode::Corrupt, {}, "XFS free blocks");
    TRY(const XfsLogState log, readXfsLog(view, super));
    SuperFacts facts{.size = amount(super.blocks, super.blockSize)};
    if (log != XfsLogState::ToReplay)
        facts.used = amount(super.blocks - super.freeBlocks, super.blockSize);
    if (super.needsRepair())
        facts.dirt = Dirt::Errors;
    else if (log == XfsLogState::ToReplay)
        facts.dirt = Dirt::JournalToReplay;
    return facts;
}

}
