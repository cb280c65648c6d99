// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"

#include <algorithm>

namespace parterre {

namespace {

/// A table up to this size is counted, which is the truth; of a larger one FSInfo's hint is taken.
constexpr std::uint64_t countedMax = std::uint64_t{16} << 20;

enum class Width : std::uint8_t { Bits12, Bits16, Bits32 };

struct FatSuper
{
    Width width = Width::Bits32;
    std::uint64_t sectors = 0;
    std::uint64_t sectorSize = 0;
    std::uint64_t clusterSize = 0;
    std::uint64_t clusters = 0;
    std::uint64_t fatAt = 0;    ///< bytes
    std::uint64_t fatSize = 0;  ///< bytes of one table
    std::uint64_t infoAt = 0;   ///< bytes; 0 where there is none
    std::uint8_t state = 0;     ///< the boot sector's own dirty bits
};

Width widthFor(std::uint64_t clusters)
{
    if (clusters < 4085)
        return Width::Bits12;
    return clusters < 65525 ? Width::Bits16 : Width::Bits32;
}

/// Bytes that the entries of `clusters` clusters (and the two that stand for none) take.
std::uint64_t tableBytes(Width width, std::uint64_t clusters)
{
    switch (width) {
    case Width::Bits12:
        return ((clusters + 2) * 3 + 1) / 2;
    case Width::Bits16:
        return (clusters + 2) * 2;
    case Width::Bits32:
        break;
    }
    return (clusters + 2) * 4;
}

Result<FatSuper> readSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(0, 512));
    const auto byte = [&](std::size_t at) { return std::to_integer<std::uint8_t>(raw[at]); };
    const auto word = [&](std::size_t at) { return littleEndian<std::uint16_t>(raw, at); };
    const auto either = [&](std::size_t shortAt, std::size_t longAt) -> std::uint64_t {
        return word(shortAt) != 0 ? word(shortAt) : littleEndian<std::uint32_t>(raw, longAt);
    };
    const std::uint64_t sectorSize = word(11);
    const std::uint64_t perCluster = byte(13);
    const std::uint64_t tables = byte(16);
    if (!isPowerBetween(sectorSize, 512, 4096) || !isPowerBetween(perCluster, 1, 128) || word(14) == 0
        || tables == 0 || tables > 2) {
        return fail(ErrorCode::Corrupt, {}, "FAT boot sector");
    }
    const std::uint64_t sectors = either(19, 32);
    const std::uint64_t perTable = either(22, 36);
    const std::uint64_t rootSectors = (std::uint64_t{word(17)} * 32 + sectorSize - 1) / sectorSize;
    const std::uint64_t before = word(14) + tables * perTable + rootSectors;
    if (before >= sectors)
        return fail(ErrorCode::Corrupt, {}, "FAT sizes");
    FatSuper super{.sectors = sectors,
                   .sectorSize = sectorSize,
                   .clusterSize = sectorSize * perCluster,
                   .clusters = (sectors - before) / perCluster,
                   .fatAt = word(14) * sectorSize,
                   .fatSize = perTable * sectorSize};
    super.width = word(22) == 0 ? Width::Bits32 : widthFor(super.clusters);
    const bool isWide = super.width == Width::Bits32;
    super.infoAt = isWide && word(48) != 0xFFFF ? word(48) * sectorSize : 0;
    super.state = byte(isWide ? 65 : 37);
    if (super.clusters == 0 || tableBytes(super.width, super.clusters) > super.fatSize)
        return fail(ErrorCode::Corrupt, {}, "FAT too short");
    return super;
}

/// Entries of a FAT12 table begin at every one and a half bytes.
std::uint32_t entryAt(std::span<const std::byte> table, Width width, std::uint64_t index)
{
    const std::size_t i = static_cast<std::size_t>(index);
    switch (width) {
    case Width::Bits12: {
        const std::uint16_t both = littleEndian<std::uint16_t>(table, i + i / 2);
        return i % 2 == 0 ? both & 0xFFFU : both >> 4U;
    }
    case Width::Bits16:
        return littleEndian<std::uint16_t>(table, i * 2);
    case Width::Bits32:
        break;
    }
    return littleEndian<std::uint32_t>(table, i * 4) & 0x0FFFFFFFU;
}

/// Entries of two and of four bytes never lie across the border of two pieces that are read, and
/// a FAT12 table is smaller than one piece.
Result<std::uint64_t> countFree(const RawView &view, const FatSuper &super)
{
    const std::uint64_t bytes = tableBytes(super.width, super.clusters);
    if (bytes > countedMax)
        return fail(ErrorCode::Corrupt, {}, "FAT too large to count");
    constexpr std::uint64_t piece = std::uint64_t{1} << 20;
    const std::uint64_t width = super.width == Width::Bits32 ? 4 : 2;
    std::uint64_t freeClusters = 0;
    for (std::uint64_t at = 0; at < bytes; at += piece) {
        const std::uint64_t count = std::min(piece, bytes - at);
        TRY(const std::vector<std::byte> raw, view.read(super.fatAt + at, static_cast<std::size_t>(count)));
        const std::uint64_t entries = super.width == Width::Bits12 ? super.clusters + 2 : count / width;
        for (std::uint64_t i = at == 0 ? 2 : 0; i < entries; ++i)
            freeClusters += entryAt(raw, super.width, i) == 0 ? 1U : 0U;
    }
    return freeClusters;
}

Result<std::uint64_t> readFreeHint(const RawView &view, const FatSuper &super)
{
    TRY(const std::vector<std::byte> raw, view.read(super.infoAt, 512));
    const bool isInfo = littleEndian<std::uint32_t>(raw, 0) == 0x41615252U
        && littleEndian<std::uint32_t>(raw, 484) == 0x61417272U
        && littleEndian<std::uint32_t>(raw, 508) == 0xAA550000U;
    const std::uint32_t freeClusters = littleEndian<std::uint32_t>(raw, 488);
    if (super.infoAt == 0 || !isInfo || freeClusters > super.clusters)
        return fail(ErrorCode::Corrupt, {}, "FSInfo");
    return freeClusters;
}

/// Entry 1 of the table has two bits that are set while all is well; FAT12 has no room for them.
Result<Dirt> readDirt(const RawView &view, const FatSuper &super)
{
    TRY(const std::vector<std::byte> raw, view.read(super.fatAt, 8));
    bool isClean = (super.state & 1U) == 0;
    bool isSound = (super.state & 2U) == 0;
    if (super.width != Width::Bits12) {
        const std::uint32_t marks = entryAt(raw, super.width, 1);
        const unsigned top = super.width == Width::Bits16 ? 15 : 27;
        isClean = isClean && ((marks >> top) & 1U) != 0;
        isSound = isSound && ((marks >> (top - 1)) & 1U) != 0;
    }
    if (!isSound)
        return Dirt::Errors;
    return isClean ? Dirt::None : Dirt::NotUnmounted;
}

Result<Bytes> readUsed(const RawView &view, const FatSuper &super, Dirt dirt)
{
    const bool isCounted = tableBytes(super.width, super.clusters) <= countedMax;
    if (!isCounted && dirt != Dirt::None)
        return fail(ErrorCode::Corrupt, {}, "FSInfo of a dirty volume");
    TRY(const std::uint64_t freeClusters, isCounted ? countFree(view, super) : readFreeHint(view, super));
    if (freeClusters > super.clusters)
        return fail(ErrorCode::Corrupt, {}, "FAT free clusters");
    return Bytes(static_cast<std::int64_t>((super.clusters - freeClusters) * super.clusterSize));
}

}

Result<SuperFacts> readFatFacts(const RawView &view)
{
    TRY(const FatSuper super, readSuper(view));
    TRY(const Dirt dirt, readDirt(view, super));
    TRY(const std::optional<Bytes> used, unlessInDoubt(readUsed(view, super, dirt)));
    return SuperFacts{.size = amount(super.sectors, super.sectorSize), .used = used, .dirt = dirt};
}

}
