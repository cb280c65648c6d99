// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// What the main boot sector of an exFAT says. (Microsoft exFAT File System Specification, section
/// 3.1.) Places and sizes in bytes; they need not fit together.
struct ExFatSuper
{
    static constexpr std::uint64_t regionSectors = 12;  ///< the backup is in the 12 sectors after them
    static constexpr std::uint16_t flagSecondTable = 0x1;
    static constexpr std::uint16_t flagDirty = 0x2;
    static constexpr std::uint16_t flagMediaFailure = 0x4;

    std::uint64_t sectors = 0;
    std::uint64_t sectorSize = 0;   ///< a power of two from 512 to 4096
    std::uint64_t clusterSize = 0;  ///< a power of two up to 32 MiB
    std::uint64_t clusters = 0;
    std::uint64_t fatAt = 0;
    std::uint64_t fatSize = 0;  ///< of one table
    std::uint64_t tables = 0;
    std::uint64_t heapAt = 0;  ///< where cluster 2 is, the first
    std::uint32_t rootCluster = 0;
    std::uint16_t revision = 0;
    std::uint16_t flags = 0;
};

/// Corrupt where it is none, or its checksum is wrong.
[[nodiscard]] Result<ExFatSuper> readExFatSuper(const RawView &view);

/// The 12 sectors of a boot region from `at`. Corrupt where their checksum is wrong.
[[nodiscard]] Result<std::vector<std::byte>> readExFatRegion(const RawView &view, std::uint64_t at,
                                                             std::uint64_t sectorSize);

/// Whether the byte at `at` of a region is out of the checksum, for it changes while the volume is in use.
[[nodiscard]] constexpr bool isExFatVolatile(std::size_t at)
{
    return at == 106 || at == 107 || at == 112;
}

/// Where a cluster is. Corrupt where there is none of that number.
[[nodiscard]] Result<std::uint64_t> exFatClusterAt(const ExFatSuper &super, std::uint64_t cluster);

}
