// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/boot_sector.h"
#include "helper/probe/fat_super.h"
#include "helper/resize/way.h"

#include <algorithm>
#include <limits>

namespace parterre {

namespace {

constexpr BootField shortCount{.at = 19, .width = 2};
constexpr BootField longCount{.at = 32, .width = 4};
constexpr std::uint64_t shortestOf16 = 4085;
constexpr std::uint64_t shortestOf32 = 65525;

/// By the number of its clusters alone a FAT is of its width: it may not get fewer or more.
std::uint64_t fewestClusters(FatWidth width)
{
    if (width == FatWidth::Bits12)
        return 1;
    return width == FatWidth::Bits16 ? shortestOf16 : shortestOf32;
}

/// As far as the tables have room, too.
std::uint64_t mostClusters(const FatSuper &super)
{
    switch (super.width) {
    case FatWidth::Bits12:
        return std::min(shortestOf16 - 1, super.fatSize * 2 / 3 - 2);
    case FatWidth::Bits16:
        return std::min(shortestOf32 - 1, super.fatSize / 2 - 2);
    case FatWidth::Bits32:
        break;
    }
    return std::min<std::uint64_t>(0x0FFFFFF5, super.fatSize / 4 - 2);
}

/// Bytes up to the end of the last of so many clusters.
Bytes sizeOf(const FatSuper &super, std::uint64_t clusters)
{
    return Bytes(static_cast<std::int64_t>(super.clustersAt + clusters * super.clusterSize));
}

/// What a table says of its first clusters.
struct Census
{
    std::uint64_t used = 0;   ///< those of them up to the last one that is not free
    std::uint64_t free = 0;   ///< how many of them are free
    std::uint64_t stray = 0;  ///< how many are not, behind the last that the file system has now
};

/// Of the first `clusters`; the table must have room for them.
Result<Census> takeCensus(const Resizing &resizing, const FatSuper &super, std::uint64_t clusters)
{
    const RawView view(resizing.disk, resizing.where);
    const std::uint64_t bytes = fatTableBytes(super.width, clusters);
    const std::uint64_t width = super.width == FatWidth::Bits32 ? 4 : 2;
    Census census;
    for (std::uint64_t at = 0; at < bytes; at += RawView::readMax) {
        const auto count = std::min<std::uint64_t>(RawView::readMax, bytes - at);
        TRY(const std::vector<std::byte> raw, view.read(super.fatAt + at, static_cast<std::size_t>(count)));
        // A table of FAT12 is smaller than one piece.
        const std::uint64_t entries = super.width == FatWidth::Bits12 ? clusters + 2 : count / width;
        for (std::uint64_t i = at == 0 ? 2 : 0; i < entries; ++i) {
            const std::uint64_t number = at / width + i - 1;  // counted from 1
            if (fatEntry(raw, super.width, i) == 0) {
                ++census.free;
                continue;
            }
            census.used = number;
            census.stray += number > super.clusters ? 1U : 0U;
        }
    }
    return census;
}

Result<FatSuper> readSuper(const Resizing &resizing)
{
    return readFatSuper(RawView(resizing.disk, resizing.where));
}

void put(std::span<std::byte> into, std::size_t at, std::uint32_t value)
{
    for (std::size_t i = 0; i < 4; ++i)
        into[at + i] = static_cast<std::byte>(value >> (8 * i));
}

/// FAT32 keeps the number of free clusters, and where to look for one, in a sector of its own.
Result<> writeInfo(const Resizing &resizing, const FatSuper &super, std::uint32_t freeClusters)
{
    if (super.infoAt == 0)
        return {};
    const Offset at = resizing.where.begin + Bytes(static_cast<std::int64_t>(super.infoAt));
    AlignedBuffer sector(static_cast<std::size_t>(super.sectorSize));
    CHECK(resizing.disk.read(at, sector.bytes()));
    if (littleEndian<std::uint32_t>(sector.bytes(), 484) != 0x61417272U)
        return {};
    put(sector.bytes(), 488, freeClusters);
    put(sector.bytes(), 492, std::numeric_limits<std::uint32_t>::max());
    CHECK(resizing.disk.write(at, sector.bytes()));
    return resizing.disk.flush();
}

/// The backup first: what the first sector says is what counts.
Result<> writeCount(const Resizing &resizing, std::uint64_t count)
{
    TRY(BootSectors sectors, readBootSectors(resizing.disk, resizing.where, resizing.kind));
    for (std::size_t copy = sectors.copies.size(); copy-- > 0;) {
        const bool isShort =
            sectors.number(copy, shortCount) != 0 && count <= std::numeric_limits<std::uint16_t>::max();
        sectors.setNumber(copy, shortCount, isShort ? count : 0);
        sectors.setNumber(copy, longCount, isShort ? 0 : count);
        CHECK(resizing.disk.write(resizing.where.begin + sectors.copies[copy], sectors.regions[copy]));
        CHECK(resizing.disk.flush());
    }
    return {};
}

}

Result<Bytes> smallestFat(const Resizing &resizing)
{
    TRY(const FatSuper super, readSuper(resizing));
    TRY(const Census census, takeCensus(resizing, super, super.clusters));
    return sizeOf(super, std::max(census.used, fewestClusters(super.width)));
}

/// FSInfo may promise more free clusters than there are, never fewer: that is how a FAT is told that has lost
/// something.
Result<> resizeFat(const Resizing &resizing)
{
    TRY(const FatSuper super, readSuper(resizing));
    if (super.sectorSize < static_cast<std::uint64_t>(resizing.disk.sectorSize().count()))
        return fail(ErrorCode::Unsupported, resizing.disk.name(), "its sectors are smaller than the disk's");
    const std::uint64_t count = static_cast<std::uint64_t>(resizing.size.count()) / super.sectorSize;
    const std::uint64_t clusters =
        (static_cast<std::uint64_t>(resizing.size.count()) - super.clustersAt) / super.clusterSize;
    if (clusters > mostClusters(super) || count > std::numeric_limits<std::uint32_t>::max()) {
        const std::int64_t most = sizeOf(super, mostClusters(super)).count();
        return fail(ErrorCode::Unsupported, resizing.disk.name(),
                    "its tables have no room for more than " + std::to_string(most) + " bytes");
    }
    TRY(const Census census, takeCensus(resizing, super, clusters));
    if (census.stray != 0)
        return fail(ErrorCode::Refused, resizing.disk.name(), "its tables have entries behind their end");
    const bool isGrowing = clusters > super.clusters;
    const auto freeClusters = static_cast<std::uint32_t>(census.free);
    if (isGrowing)
        CHECK(writeInfo(resizing, super, freeClusters));
    CHECK(writeCount(resizing, count));
    return isGrowing ? Result<>() : writeInfo(resizing, super, freeClusters);
}

Result<> checkFat(const Resizing &resizing)
{
    return succeedOn(resizing, PartitionWindow::Access::ReadOnly, Tool::FsckFat, {"-n", windowPath});
}

}
