// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/units/extent.h"
#include "helper/block/block_device.h"

#include <string>
#include <vector>

namespace parterre {

/// Which bytes of a content are in use.
struct Allocation
{
    /// On the disk, ascending, not touching, all of them within what was asked for.
    std::vector<Extent> used;
    /// Why all of it counts as used; empty where the map is the content's own. Technical English.
    std::string doubt;

    [[nodiscard]] bool isTrusted() const { return doubt.empty(); }
    friend bool operator==(const Allocation &, const Allocation &) = default;
};

/// What the content in `where`, of `kind`, says that it uses: all that a copy needs, and never less.
/// Boot blocks, backup superblocks, journals and what lies behind the file system's end are in it.
///
/// Only for content that nobody writes to. On any doubt (a journal to be replayed, a mark that it was
/// not unmounted, a checksum that is wrong, a feature that the reader does not know, a failed read,
/// a kind without a map) all of `where` is used and `doubt` says why. Reads metadata alone, at most
/// 64 MiB of memory whatever the size: where there are too many extents, the smallest gaps between them count
/// as used.
[[nodiscard]] Allocation allocationOf(BlockDevice &disk, Extent where, ContentKind kind);

}
