// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/fat_super.h"

namespace parterre {

namespace {

constexpr std::uint64_t shortestOf16 = 4085;
constexpr std::uint64_t narrowMax = 65524;
constexpr std::uint16_t flagOneTable = 0x80;
constexpr std::uint16_t activeTable = 0x0F;

FatWidth narrowWidth(std::uint64_t clusters)
{
    return clusters < shortestOf16 ? FatWidth::Bits12 : FatWidth::Bits16;
}

/// FAT32 alone keeps a second boot sector, and may have put one of its tables out of use.
Result<> readWidePart(FatSuper &super, std::span<const std::byte> raw, std::uint64_t tables)
{
    const auto word = [&](std::size_t at) { return littleEndian<std::uint16_t>(raw, at); };
    super.rootCluster = littleEndian<std::uint32_t>(raw, 44);
    super.version = word(42);
    super.infoAt = word(48) != 0xFFFF ? word(48) * super.sectorSize : 0;
    super.backupAt = word(50) != 0xFFFF ? word(50) * super.sectorSize : 0;
    if ((word(40) & flagOneTable) == 0)
        return {};
    const std::uint64_t active = word(40) & activeTable;
    if (active >= tables)
        return fail(ErrorCode::Corrupt, "FAT", "table in use");
    super.fatAt += active * super.fatSize;
    super.mirrorAt.reset();
    return {};
}

}

std::uint64_t fatTableBytes(FatWidth width, std::uint64_t clusters)
{
    switch (width) {
    case FatWidth::Bits12:
        return ((clusters + 2) * 3 + 1) / 2;
    case FatWidth::Bits16:
        return (clusters + 2) * 2;
    case FatWidth::Bits32:
        break;
    }
    return (clusters + 2) * 4;
}

Result<FatSuper> readFatSuper(const RawView &view)
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
        return fail(ErrorCode::Corrupt, "FAT", "boot sector");
    }
    const std::uint64_t sectors = either(19, 32);
    const std::uint64_t perTable = either(22, 36);
    const std::uint64_t rootSectors = std::uint64_t{word(17)} * 32 / sectorSize;
    const std::uint64_t before = word(14) + tables * perTable + rootSectors;
    // Half a sector of root folder: some round it up, some down, and Linux does not mount it.
    if (before >= sectors || std::uint64_t{word(17)} * 32 % sectorSize != 0)
        return fail(ErrorCode::Corrupt, "FAT", "sizes");
    FatSuper super{.sectors = sectors,
                   .sectorSize = sectorSize,
                   .clusterSize = sectorSize * perCluster,
                   .clusters = (sectors - before) / perCluster,
                   .clustersAt = before * sectorSize,
                   .fatAt = word(14) * sectorSize,
                   .fatSize = perTable * sectorSize};
    const bool isWide = word(22) == 0;
    super.width = isWide ? FatWidth::Bits32 : narrowWidth(super.clusters);
    super.state = byte(isWide ? 65 : 37);
    if (tables == 2)
        super.mirrorAt = super.fatAt + super.fatSize;
    if (super.clusters == 0 || fatTableBytes(super.width, super.clusters) > super.fatSize
        || (!isWide && super.clusters > narrowMax)) {
        return fail(ErrorCode::Corrupt, "FAT", "table is too short");
    }
    if (isWide)
        CHECK(readWidePart(super, raw, tables));
    return super;
}

/// Entries of a FAT12 table begin at every one and a half bytes.
std::uint32_t fatEntry(std::span<const std::byte> table, FatWidth width, std::uint64_t index)
{
    const std::size_t i = static_cast<std::size_t>(index);
    switch (width) {
    case FatWidth::Bits12: {
        const std::uint16_t both = littleEndian<std::uint16_t>(table, i + i / 2);
        return i % 2 == 0 ? both & 0xFFFU : both >> 4U;
    }
    case FatWidth::Bits16:
        return littleEndian<std::uint16_t>(table, i * 2);
    case FatWidth::Bits32:
        break;
    }
    return littleEndian<std::uint32_t>(table, i * 4) & 0x0FFFFFFFU;
}

/// Entry 1 of the table has two bits that are set while all is well; FAT12 has no room for them.
Result<Dirt> readFatDirt(const RawView &view, const FatSuper &super)
{
    TRY(const std::vector<std::byte> raw, view.read(super.fatAt, 8));
    bool isClean = (super.state & 1U) == 0;
    bool isSound = (super.state & 2U) == 0;
    if (super.width != FatWidth::Bits12) {
        const std::uint32_t marks = fatEntry(raw, super.width, 1);
        const unsigned top = super.width == FatWidth::Bits16 ? 15 : 27;
        isClean = isClean && ((marks >> top) & 1U) != 0;
        isSound = isSound && ((marks >> (top - 1)) & 1U) != 0;
    }
    if (!isSound)
        return Dirt::Errors;
    return isClean ? Dirt::None : Dirt::NotUnmounted;
}

Result<std::uint64_t> readFatFreeHint(const RawView &view, const FatSuper &super)
{
    TRY(const std::vector<std::byte> raw, view.read(super.infoAt, 512));
    const bool isInfo = littleEndian<std::uint32_t>(raw, 0) == 0x41615252U
        && littleEndian<std::uint32_t>(raw, 484) == 0x61417272U
        && littleEndian<std::uint32_t>(raw, 508) == 0xAA550000U;
    const std::uint32_t freeClusters = littleEndian<std::uint32_t>(raw, 488);
    if (super.infoAt == 0 || !isInfo || freeClusters > super.clusters)
        return fail(ErrorCode::Corrupt, "FAT", "FSInfo");
    return freeClusters;
}

}
