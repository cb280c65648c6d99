// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/exfat_super.h"
#include "helper/probe/super_facts.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t bitmapMax = std::uint64_t{64} << 20;
constexpr std::uint8_t entryBitmap = 0x81;
constexpr std::uint8_t entryEnd = 0x00;
constexpr std::uint32_t chainEnd = 0xFFFFFFFF;

struct Bitmap
{
    std::uint32_t cluster = 0;
    std::uint64_t size = 0;
};

/// The bitmap's entry is looked for in the first cluster of the root folder, where every formatter
/// puts it.
Result<Bitmap> findBitmap(const RawView &view, const ExFatSuper &super)
{
    TRY(const std::uint64_t at, exFatClusterAt(super, super.rootCluster));
    const std::uint64_t size = std::min<std::uint64_t>(super.clusterSize, 65536);
    TRY(const std::vector<std::byte> folder, view.read(at, static_cast<std::size_t>(size)));
    for (std::size_t i = 0; i + 32 <= folder.size(); i += 32) {
        const std::uint8_t type = std::to_integer<std::uint8_t>(folder[i]);
        if (type == entryBitmap)
            return Bitmap{.cluster = littleEndian<std::uint32_t>(folder, i + 20),
                          .size = littleEndian<std::uint64_t>(folder, i + 24)};
        if (type == entryEnd)
            break;
    }
    return fail(ErrorCode::Corrupt, {}, "exFAT bitmap");
}

/// A bitmap in pieces is not followed: no formatter makes one.
Result<> checkIsInOnePiece(const RawView &view, const ExFatSuper &super, const Bitmap &bitmap)
{
    const std::uint64_t clusters = (bitmap.size + super.clusterSize - 1) / super.clusterSize;
    TRY(const std::vector<std::byte> chain,
        view.read(super.fatAt + std::uint64_t{bitmap.cluster} * 4, static_cast<std::size_t>(clusters * 4)));
    for (std::uint64_t i = 0; i < clusters; ++i) {
        const std::uint32_t next = littleEndian<std::uint32_t>(chain, static_cast<std::size_t>(i * 4));
        if (next != (i + 1 == clusters ? chainEnd : bitmap.cluster + i + 1))
            return fail(ErrorCode::Corrupt, {}, "exFAT bitmap in pieces");
    }
    return {};
}

Result<Bytes> readUsed(const RawView &view, const ExFatSuper &super)
{
    TRY(const Bitmap bitmap, findBitmap(view, super));
    if (bitmap.size != (super.clusters + 7) / 8 || bitmap.size == 0 || bitmap.size > bitmapMax)
        return fail(ErrorCode::Corrupt, {}, "exFAT bitmap size");
    TRY(const std::uint64_t at, exFatClusterAt(super, bitmap.cluster));
    CHECK(checkIsInOnePiece(view, super, bitmap));
    std::uint64_t used = 0;
    for (std::uint64_t done = 0; done < bitmap.size; done += RawView::readMax) {
        const std::uint64_t count = std::min<std::uint64_t>(RawView::readMax, bitmap.size - done);
        TRY(const std::vector<std::byte> bits, view.read(at + done, static_cast<std::size_t>(count)));
        used += countSetBits(bits, std::min(count * 8, super.clusters - done * 8));
    }
    if (const std::optional<Bytes> bytes = amount(used, super.clusterSize))
        return *bytes;
    return fail(ErrorCode::Corrupt, {}, "exFAT counters");
}

Dirt dirtOf(std::uint16_t flags)
{
    if ((flags & ExFatSuper::flagMediaFailure) != 0)
        return Dirt::Errors;
    return (flags & ExFatSuper::flagDirty) != 0 ? Dirt::NotUnmounted : Dirt::None;
}

}

Result<SuperFacts> readExFatFacts(const RawView &view)
{
    TRY(const ExFatSuper super, readExFatSuper(view));
    TRY(const std::optional<Bytes> used, unlessInDoubt(readUsed(view, super)));
    return SuperFacts{
        .size = amount(super.sectors, super.sectorSize), .used = used, .dirt = dirtOf(super.flags)};
}

}
