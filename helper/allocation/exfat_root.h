// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/allocation/exfat_chain.h"

#include <optional>

namespace parterre {

/// What the root folder says of something that has no name.
struct ExFatEntry
{
    std::uint64_t cluster = 0;
    std::uint64_t size = 0;      ///< bytes
    std::uint32_t checksum = 0;  ///< of an up-case table
};

/// The entries of the root folder that the volume's own structure has, and where the folder lies.
struct ExFatRoot
{
    std::vector<ExFatRun> runs;
    std::optional<ExFatEntry> bitmap;  ///< the one that belongs to the table in use
    std::optional<ExFatEntry> upCase;
};

/// Reads the folder to its end. Corrupt where an entry is there twice, or the folder is larger than
/// a folder may be (256 MiB).
[[nodiscard]] Result<ExFatRoot> readExFatRoot(const RawView &view, const ExFatSuper &super,
                                              std::uint64_t fatAt);

}
