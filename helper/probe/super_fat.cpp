// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/fat_super.h"
#include "helper/probe/super_facts.h"

#include <algorithm>

namespace parterre {

namespace {

/// A table up to this size is counted, which is the truth; of a larger one FSInfo's hint is taken.
constexpr std::uint64_t countedMax = std::uint64_t{16} << 20;

/// Entries of two and of four bytes never lie across the border of two pieces that are read, and
/// a FAT12 table is smaller than one piece.
Result<std::uint64_t> countFree(const RawView &view, const FatSuper &super)
{
    const std::uint64_t bytes = fatTableBytes(super.width, super.clusters);
    if (bytes > countedMax)
        return fail(ErrorCode::Corrupt, {}, "FAT too large to count");
    constexpr std::uint64_t piece = std::uint64_t{1} << 20;
    const std::uint64_t width = super.width == FatWidth::Bits32 ? 4 : 2;
    std::uint64_t freeClusters = 0;
    for (std::uint64_t at = 0; at < bytes; at += piece) {
        const std::uint64_t count = std::min(piece, bytes - at);
        TRY(const std::vector<std::byte> raw, view.read(super.fatAt + at, static_cast<std::size_t>(count)));
        const std::uint64_t entries = super.width == FatWidth::Bits12 ? super.clusters + 2 : count / width;
        for (std::uint64_t i = at == 0 ? 2 : 0; i < entries; ++i)
            freeClusters += fatEntry(raw, super.width, i) == 0 ? 1U : 0U;
    }
    return freeClusters;
}

Result<Bytes> readUsed(const RawView &view, const FatSuper &super, Dirt dirt)
{
    const bool isCounted = fatTableBytes(super.width, super.clusters) <= countedMax;
    if (!isCounted && dirt != Dirt::None)
        return fail(ErrorCode::Corrupt, {}, "FSInfo of a dirty volume");
    TRY(const std::uint64_t freeClusters, isCounted ? countFree(view, super) : readFatFreeHint(view, super));
    if (freeClusters > super.clusters)
        return fail(ErrorCode::Corrupt, {}, "FAT free clusters");
    return Bytes(static_cast<std::int64_t>((super.clusters - freeClusters) * super.clusterSize));
}

}

Result<SuperFacts> readFatFacts(const RawView &view)
{
    TRY(const FatSuper super, readFatSuper(view));
    TRY(const Dirt dirt, readFatDirt(view, super));
    TRY(const std::optional<Bytes> used, unlessInDoubt(readUsed(view, super, dirt)));
    return SuperFacts{.size = amount(super.sectors, super.sectorSize), .used = used, .dirt = dirt};
}

}
