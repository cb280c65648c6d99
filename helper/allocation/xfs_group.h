// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/probe/xfs_super.h"

#include <vector>

namespace parterre {

/// What the headers of one allocation group say about its free blocks. Blocks are counted from the
/// group's start.
struct XfsGroup
{
    static constexpr std::uint32_t levelsMax = 9;

    std::uint32_t number = 0;
    std::uint32_t blocks = 0;
    std::uint32_t headerBlocks = 0;  ///< never free: the superblock's copy and the headers
    std::uint32_t root = 0;          ///< of the free blocks' tree that is in the order of the blocks
    std::uint32_t levels = 0;        ///< 1 to levelsMax
    std::uint32_t freeBlocks = 0;
    std::uint32_t longest = 0;
    std::uint32_t treeBlocks = 0;       ///< that the trees have beyond their roots
    std::vector<std::uint32_t> listed;  ///< kept apart for the trees to grow, not free; ascending
};

/// Reads the headers of group `number` (< groups), with their checksums and bounds. Requires that
/// the groups lie within the view. Corrupt where the bytes contradict themselves or `super`.
[[nodiscard]] Result<XfsGroup> readXfsGroup(const RawView &view, const XfsSuper &super, std::uint32_t number);

}
