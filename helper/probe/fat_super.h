// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/raw_view.h"

#include <optional>

namespace parterre {

enum class FatWidth : std::uint8_t { Bits12, Bits16, Bits32 };

/// What the boot sector of a FAT says. (Microsoft FAT Specification, section 3.) Places and sizes in
/// bytes; the tables lie before the clusters, the clusters within `sectors`.
struct FatSuper
{
    FatWidth width = FatWidth::Bits32;
    std::uint64_t sectors = 0;
    std::uint64_t sectorSize = 0;
    std::uint64_t clusterSize = 0;
    std::uint64_t clusters = 0;
    std::uint64_t clustersAt = 0;           ///< where cluster 2 is, the first
    std::uint64_t fatAt = 0;                ///< the table that is in use
    std::uint64_t fatSize = 0;              ///< of one table
    std::optional<std::uint64_t> mirrorAt;  ///< a second table that is kept equal
    std::uint64_t infoAt = 0;               ///< 0 where there is none
    std::uint64_t backupAt = 0;             ///< of the boot sector; 0 where there is none
    std::uint32_t rootCluster = 0;          ///< FAT32 alone; its number is not checked
    std::uint16_t version = 0;              ///< of FAT32; 0 is the only one
    std::uint8_t state = 0;                 ///< the boot sector's own dirty bits
};

/// Corrupt where the numbers do not fit together.
[[nodiscard]] Result<FatSuper> readFatSuper(const RawView &view);

/// Bytes that the entries of `clusters` clusters (and the two that stand for none) take.
[[nodiscard]] std::uint64_t fatTableBytes(FatWidth width, std::uint64_t clusters);

/// Entry `index` of a table, its highest four bits cut off in FAT32. Requires that it lies in `table`.
[[nodiscard]] std::uint32_t fatEntry(std::span<const std::byte> table, FatWidth width, std::uint64_t index);

/// By the boot sector and by the table: NotUnmounted, Errors or None.
[[nodiscard]] Result<Dirt> readFatDirt(const RawView &view, const FatSuper &super);

/// How many clusters FSInfo says are free: a hint, not the truth. Corrupt where it says nothing.
[[nodiscard]] Result<std::uint64_t> readFatFreeHint(const RawView &view, const FatSuper &super);

}
