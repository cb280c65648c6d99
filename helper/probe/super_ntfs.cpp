// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/ntfs_record.h"
#include "helper/probe/super_facts.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint32_t recordVolume = 3;
constexpr std::uint32_t recordBitmap = 6;
constexpr std::uint32_t typeVolumeInformation = 0x70;
constexpr std::uint32_t typeData = 0x80;
constexpr std::uint16_t flagDirty = 0x1;
constexpr std::uint64_t bitmapMax = std::uint64_t{64} << 20;

Result<Dirt> readDirt(const RawView &view, const NtfsGeometry &geometry)
{
    TRY(const std::vector<std::byte> record, readNtfsRecord(view, geometry, recordVolume));
    TRY(const std::span<const std::byte> attribute, findNtfsAttribute(record, typeVolumeInformation));
    if (attribute.size() < 24 || attribute[8] != std::byte{0})
        return fail(ErrorCode::Corrupt, {}, "NTFS volume information");
    const std::size_t at = littleEndian<std::uint16_t>(attribute, 20);
    if (at + 12 > attribute.size())
        return fail(ErrorCode::Corrupt, {}, "NTFS volume information");
    const std::uint16_t flags = littleEndian<std::uint16_t>(attribute, at + 10);
    return (flags & flagDirty) != 0 ? Dirt::NotUnmounted : Dirt::None;
}

/// Set bits among the first `bits` of what `run` holds of the bitmap.
Result<std::uint64_t> countRun(const RawView &view, const NtfsGeometry &geometry, const NtfsRun &run,
                               std::uint64_t bits)
{
    const std::uint64_t bytes = std::min(run.count * geometry.clusterSize, (bits + 7) / 8);
    std::uint64_t used = 0;
    for (std::uint64_t done = 0; done < bytes; done += RawView::readMax) {
        const std::uint64_t count = std::min<std::uint64_t>(RawView::readMax, bytes - done);
        TRY(const std::vector<std::byte> raw,
            view.read(run.cluster * geometry.clusterSize + done, static_cast<std::size_t>(count)));
        used += countSetBits(raw, std::min(count * 8, bits - done * 8));
    }
    return used;
}

Result<Bytes> readUsed(const RawView &view, const NtfsGeometry &geometry)
{
    if (geometry.clusters / 8 > bitmapMax)
        return fail(ErrorCode::Corrupt, {}, "NTFS bitmap too large to count");
    TRY(const std::vector<std::byte> record, readNtfsRecord(view, geometry, recordBitmap));
    TRY(const std::span<const std::byte> attribute, findNtfsAttribute(record, typeData));
    TRY(const std::vector<NtfsRun> runs, readNtfsRuns(attribute, geometry.clusters));
    std::uint64_t used = 0;
    std::uint64_t bits = geometry.clusters;
    for (const NtfsRun &run : runs) {
        TRY(const std::uint64_t here, countRun(view, geometry, run, bits));
        used += here;
        bits -= std::min(bits, run.count * geometry.clusterSize * 8);
    }
    if (bits != 0)
        return fail(ErrorCode::Corrupt, {}, "NTFS bitmap too short");
    return Bytes(static_cast<std::int64_t>(used * geometry.clusterSize));
}

}

Result<SuperFacts> readNtfsFacts(const RawView &view)
{
    TRY(const NtfsGeometry geometry, readNtfsGeometry(view));
    SuperFacts facts{.size = amount(geometry.sectors, geometry.sectorSize)};
    const Result<Dirt> dirt = readDirt(view, geometry);
    if (!dirt && dirt.error().code != ErrorCode::Corrupt)
        return std::unexpected(dirt.error());
    facts.dirt = dirt.value_or(Dirt::Errors);
    TRY(facts.used, unlessInDoubt(readUsed(view, geometry)));
    return facts;
}

}
