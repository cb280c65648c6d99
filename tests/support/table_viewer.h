// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/sparse_bytes.h"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// One partition as a reader of the table sees it.
struct SeenPartition
{
    int number = 0;
    Extent extent;
    std::string raw;  ///< the rest of the entry, in bytes

    friend bool operator==(const SeenPartition &, const SeenPartition &) = default;
};

/// What somebody sees on a disk; nothing where he sees no table.
using SeenTable = std::optional<std::vector<SeenPartition>>;

/// Linux without "gpt" on its command line: a GPT's primary copy and never the backup, or an MBR
/// with the chain of its extended partition. Stricter than Linux in what it takes for a GPT: array
/// outside the usable space, partitions inside it.
[[nodiscard]] SeenTable seenByLinux(const SparseBytes &disk, Bytes sectorSize);
/// UEFI: a GPT's primary copy, else the backup in the last sector, as strictly.
[[nodiscard]] SeenTable seenByUefi(const SparseBytes &disk, Bytes sectorSize);

}
