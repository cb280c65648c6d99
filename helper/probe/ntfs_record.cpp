// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/ntfs_record.h"

#include <algorithm>
#include <string_view>

namespace parterre {

namespace {

constexpr std::string_view bootMagic = "NTFS    ";
constexpr std::string_view recordMagic = "FILE";
constexpr std::uint32_t attributesEnd = 0xFFFFFFFF;
constexpr std::size_t fixupStride = 512;
constexpr std::size_t runsMax = 4096;

std::unexpected<Error> doubt(const char *what)
{
    return fail(ErrorCode::Corrupt, {}, what);
}

/// Sizes are a count, or where negative the power of two itself.
std::uint64_t sizeOf(std::byte coded, std::uint64_t unit)
{
    const auto value = static_cast<std::int8_t>(coded);
    if (value > 0)
        return static_cast<std::uint64_t>(value) * unit;
    return value < -30 ? 0 : std::uint64_t{1} << -value;
}

bool beginsWith(std::span<const std::byte> bytes, std::size_t at, std::string_view text)
{
    return std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

/// A number of `width` bytes, the lowest first.
std::uint64_t shortNumber(std::span<const std::byte> from, std::size_t at, std::size_t width)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
        value |= std::to_integer<std::uint64_t>(from[at + i]) << (8 * i);
    return value;
}

/// The same with a sign; two's complement, so that adding it wraps to the right place.
std::uint64_t shortSigned(std::span<const std::byte> from, std::size_t at, std::size_t width)
{
    const std::uint64_t value = shortNumber(from, at, width);
    if (width == 0 || width == 8 || (value >> (8 * width - 1)) == 0)
        return value;
    return value | (~std::uint64_t{0} << (8 * width));
}

}

Result<> undoNtfsFixups(std::span<std::byte> record)
{
    if (record.size() < fixupStride)
        return doubt("NTFS fixups");
    const std::size_t at = littleEndian<std::uint16_t>(record, 4);
    const std::size_t count = littleEndian<std::uint16_t>(record, 6);
    if (count != record.size() / fixupStride + 1 || at < 8 || at % 2 != 0 || at + count * 2 > fixupStride - 2)
        return doubt("NTFS fixups");
    const std::uint16_t mark = littleEndian<std::uint16_t>(record, at);
    for (std::size_t i = 1; i < count; ++i) {
        const std::size_t end = i * fixupStride - 2;
        if (littleEndian<std::uint16_t>(record, end) != mark)
            return doubt("NTFS record torn");
        record[end] = record[at + i * 2];
        record[end + 1] = record[at + i * 2 + 1];
    }
    return {};
}

Result<NtfsGeometry> readNtfsGeometry(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(0, 512));
    const std::uint64_t sectorSize = littleEndian<std::uint16_t>(raw, 11);
    const unsigned coded = std::to_integer<unsigned>(raw[13]);
    const std::uint64_t perCluster = coded <= 128 ? coded : std::uint64_t{1} << std::min(256 - coded, 30U);
    if (!beginsWith(raw, 3, bootMagic) || !isPowerBetween(sectorSize, 256, 4096)
        || !isPowerBetween(perCluster * sectorSize, 256, std::uint64_t{2} << 20)) {
        return doubt("NTFS boot sector");
    }
    NtfsGeometry geometry{.sectors = littleEndian<std::uint64_t>(raw, 40),
                          .sectorSize = sectorSize,
                          .clusterSize = perCluster * sectorSize};
    geometry.clusters = geometry.sectors / perCluster;
    geometry.recordSize = sizeOf(raw[64], geometry.clusterSize);
    const std::uint64_t tableCluster = littleEndian<std::uint64_t>(raw, 48);
    if (tableCluster >= geometry.clusters || !amount(geometry.clusters, geometry.clusterSize)
        || !isPowerBetween(geometry.recordSize, 512, 65536)) {
        return doubt("NTFS geometry");
    }
    geometry.tableAt = tableCluster * geometry.clusterSize;
    return geometry;
}

Result<std::vector<std::byte>> readNtfsRecord(const RawView &view, const NtfsGeometry &geometry,
                                              std::uint32_t number)
{
    TRY(std::vector<std::byte> record,
        view.read(geometry.tableAt + number * geometry.recordSize,
                  static_cast<std::size_t>(geometry.recordSize)));
    if (!beginsWith(record, 0, recordMagic))
        return doubt("NTFS record");
    CHECK(undoNtfsFixups(record));
    constexpr std::uint16_t inUse = 1;
    if ((littleEndian<std::uint16_t>(record, 22) & inUse) == 0)
        return doubt("NTFS record unused");
    return record;
}

Result<std::span<const std::byte>> findNtfsAttribute(std::span<const std::byte> record, std::uint32_t type)
{
    std::size_t at = littleEndian<std::uint16_t>(record, 20);
    while (at + 16 <= record.size()) {
        const std::uint32_t found = littleEndian<std::uint32_t>(record, at);
        const std::size_t size = littleEndian<std::uint32_t>(record, at + 4);
        if (found == attributesEnd || size < 16 || size > record.size() - at)
            break;
        if (found == type && record[at + 9] == std::byte{0})
            return record.subspan(at, size);
        at += size;
    }
    return doubt("NTFS attribute");
}

Result<std::vector<NtfsRun>> readNtfsRuns(std::span<const std::byte> attribute, std::uint64_t clusters)
{
    if (attribute.size() < 64 || attribute[8] != std::byte{1}
        || littleEndian<std::uint64_t>(attribute, 16) != 0)
        return doubt("NTFS runs");
    std::vector<NtfsRun> runs;
    std::uint64_t cluster = 0;
    for (std::size_t at = littleEndian<std::uint16_t>(attribute, 32);;) {
        if (at >= attribute.size() || runs.size() > runsMax)
            return doubt("NTFS runs without end");
        const std::size_t countWidth = std::to_integer<std::size_t>(attribute[at] & std::byte{0x0F});
        const std::size_t placeWidth = std::to_integer<std::size_t>(attribute[at] >> 4);
        if (countWidth == 0)
            return runs;
        if (countWidth > 8 || placeWidth == 0 || placeWidth > 8
            || countWidth + placeWidth >= attribute.size() - at) {
            return doubt("NTFS run");
        }
        const std::uint64_t count = shortNumber(attribute, at + 1, countWidth);
        cluster += shortSigned(attribute, at + 1 + countWidth, placeWidth);
        if (cluster >= clusters || count == 0 || count > clusters - cluster)
            return doubt("NTFS run outside");
        runs.push_back({.cluster = cluster, .count = count});
        at += 1 + countWidth + placeWidth;
    }
}

}
