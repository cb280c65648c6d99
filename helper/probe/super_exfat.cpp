// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"

#include <algorithm>
#include <string_view>

namespace parterre {

namespace {

constexpr std::string_view magic = "EXFAT   ";
constexpr std::uint64_t bitmapMax = std::uint64_t{64} << 20;
constexpr std::uint8_t entryBitmap = 0x81;
constexpr std::uint8_t entryEnd = 0x00;
constexpr std::uint32_t chainEnd = 0xFFFFFFFF;
constexpr std::uint16_t flagDirty = 0x2;
constexpr std::uint16_t flagMediaFailure = 0x4;

struct ExFatSuper
{
    std::uint64_t sectors = 0;
    std::uint64_t sectorSize = 0;
    std::uint64_t clusterSize = 0;
    std::uint64_t clusters = 0;
    std::uint64_t fatAt = 0;   ///< bytes
    std::uint64_t heapAt = 0;  ///< bytes
    std::uint32_t rootCluster = 0;
    std::uint16_t flags = 0;
};

struct Bitmap
{
    std::uint32_t cluster = 0;
    std::uint64_t size = 0;
};

/// Sums the first 11 sectors as the twelfth has it; flags and fill level are left out, for they
/// change while the volume is in use.
Result<> checkBootChecksum(const RawView &view, std::uint64_t sectorSize)
{
    TRY(const std::vector<std::byte> raw, view.read(0, static_cast<std::size_t>(sectorSize * 12)));
    const std::size_t summed = static_cast<std::size_t>(sectorSize * 11);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < summed; ++i) {
        if (i != 106 && i != 107 && i != 112)
            sum = std::rotr(sum, 1) + std::to_integer<std::uint32_t>(raw[i]);
    }
    if (sum != littleEndian<std::uint32_t>(raw, summed))
        return fail(ErrorCode::Corrupt, {}, "exFAT boot checksum");
    return {};
}

Result<ExFatSuper> readSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(0, 512));
    const auto number = [&](std::size_t at) { return littleEndian<std::uint32_t>(raw, at); };
    const unsigned sectorShift = std::to_integer<unsigned>(raw[108]);
    const unsigned clusterShift = std::to_integer<unsigned>(raw[109]);
    if (std::memcmp(raw.data() + 3, magic.data(), magic.size()) != 0 || sectorShift < 9 || sectorShift > 12
        || clusterShift > 25 - sectorShift) {
        return fail(ErrorCode::Corrupt, {}, "exFAT boot sector");
    }
    const std::uint64_t sectorSize = std::uint64_t{1} << sectorShift;
    CHECK(checkBootChecksum(view, sectorSize));
    return ExFatSuper{.sectors = littleEndian<std::uint64_t>(raw, 72),
                      .sectorSize = sectorSize,
                      .clusterSize = sectorSize << clusterShift,
                      .clusters = number(92),
                      .fatAt = number(80) * sectorSize,
                      .heapAt = number(88) * sectorSize,
                      .rootCluster = number(96),
                      .flags = littleEndian<std::uint16_t>(raw, 106)};
}

Result<std::uint64_t> clusterAt(const ExFatSuper &super, std::uint32_t cluster)
{
    if (cluster < 2 || cluster - 2 >= super.clusters)
        return fail(ErrorCode::Corrupt, {}, "exFAT cluster");
    return super.heapAt + (cluster - 2) * super.clusterSize;
}

/// The bitmap's entry is looked for in the first cluster of the root folder, where every formatter
/// puts it.
Result<Bitmap> findBitmap(const RawView &view, const ExFatSuper &super)
{
    TRY(const std::uint64_t at, clusterAt(super, super.rootCluster));
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
    TRY(const std::uint64_t at, clusterAt(super, bitmap.cluster));
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
    if ((flags & flagMediaFailure) != 0)
        return Dirt::Errors;
    return (flags & flagDirty) != 0 ? Dirt::NotUnmounted : Dirt::None;
}

}

Result<SuperFacts> readExFatFacts(const RawView &view)
{
    TRY(const ExFatSuper super, readSuper(view));
    TRY(const std::optional<Bytes> used, unlessInDoubt(readUsed(view, super)));
    return SuperFacts{
        .size = amount(super.sectors, super.sectorSize), .used = used, .dirt = dirtOf(super.flags)};
}

}
