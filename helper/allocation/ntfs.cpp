// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/ntfs_stream.h"
#include "helper/allocation/readers.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint32_t recordTable = 0;
constexpr std::uint32_t recordLog = 2;
constexpr std::uint32_t recordVolume = 3;
constexpr std::uint32_t recordBitmap = 6;
constexpr std::uint32_t typeAttributeList = 0x20;
constexpr std::uint32_t typeVolumeInformation = 0x70;
constexpr std::uint32_t typeData = 0x80;
constexpr std::uint64_t clustersMax = 0xFFFFFFFF;

std::unexpected<Error> doubt(const char *what)
{
    return fail(ErrorCode::Corrupt, {}, what);
}

/// Gathers clusters as bytes of the disk.
struct Clusters
{
    ExtentGatherer &used;
    Extent where;
    std::uint64_t size;

    void add(std::uint64_t first, std::uint64_t count) const
    {
        used.add({.begin = where.begin + Bytes(static_cast<std::int64_t>(first * size)),
                  .size = Bytes(static_cast<std::int64_t>(count * size))});
    }
    void add(const NtfsStream &stream) const
    {
        for (const NtfsRun &run : stream.runs)
            add(run.cluster, run.count);
    }
};

/// The runs of set bits among the first `bits`; bit 0 is cluster `first`.
void addBits(std::span<const std::byte> raw, std::uint64_t first, std::uint64_t bits, const Clusters &to)
{
    std::uint64_t begin = 0;
    bool isOpen = false;
    for (std::uint64_t at = 0; at < bits;) {
        const auto one = std::to_integer<std::uint8_t>(raw[at / 8]);
        if (at % 8 == 0 && bits - at >= 8 && one == (isOpen ? 0xFF : 0x00)) {
            at += 8;
            continue;
        }
        const bool isSet = ((one >> (at % 8)) & 1) != 0;
        if (isSet && !isOpen)
            begin = at;
        else if (!isSet && isOpen)
            to.add(first + begin, at - begin);
        isOpen = isSet;
        ++at;
    }
    if (isOpen)
        to.add(first + begin, bits - begin);
}

Result<NtfsStream> readData(const RawView &view, const NtfsGeometry &geometry, std::uint32_t number)
{
    TRY(const std::vector<std::byte> record, readNtfsRecord(view, geometry, number));
    if (findNtfsAttribute(record, typeAttributeList))
        return fail(ErrorCode::Unsupported, {}, "NTFS metadata spread over records");
    TRY(const std::span<const std::byte> data, findNtfsAttribute(record, typeData));
    return readNtfsStream(data, geometry);
}

/// The two copies of a record may differ in the numbers of their fixups alone.
Result<> checkMirror(const RawView &view, const NtfsGeometry &geometry, const NtfsGeometry &mirror,
                     std::uint32_t number)
{
    TRY(std::vector<std::byte> record, readNtfsRecord(view, geometry, number));
    TRY(std::vector<std::byte> copy, readNtfsRecord(view, mirror, number));
    const std::size_t fixups = littleEndian<std::uint16_t>(record, 4);
    const std::size_t fixupSize = std::size_t{2} * littleEndian<std::uint16_t>(record, 6);
    const std::size_t count = littleEndian<std::uint32_t>(record, 24);
    if (count > record.size() || fixups != littleEndian<std::uint16_t>(copy, 4))
        return doubt("NTFS record length");
    std::ranges::fill(std::span(record).subspan(fixups, fixupSize), std::byte{0});
    std::ranges::fill(std::span(copy).subspan(fixups, fixupSize), std::byte{0});
    if (!std::ranges::equal(std::span(record).first(count), std::span(copy).first(count)))
        return doubt("NTFS $MFT and its mirror differ");
    return {};
}

Result<> checkMirrors(const RawView &view, const NtfsGeometry &geometry)
{
    TRY(const std::vector<std::byte> boot, view.read(0, 512));
    const std::uint64_t cluster = littleEndian<std::uint64_t>(boot, 56);
    if (littleEndian<std::uint16_t>(boot, 510) != 0xAA55 || cluster >= geometry.clusters)
        return doubt("NTFS boot sector");
    NtfsGeometry mirror = geometry;
    mirror.tableAt = cluster * geometry.clusterSize;
    for (const std::uint32_t number : {recordTable, recordLog, recordVolume})
        CHECK(checkMirror(view, geometry, mirror, number));
    return {};
}

/// Dirty, or work that goes on at the next mount: journal resize, upgrade, USN removal, object ids, chkdsk.
Result<> checkFlags(const RawView &view, const NtfsGeometry &geometry)
{
    TRY(const std::vector<std::byte> record, readNtfsRecord(view, geometry, recordVolume));
    TRY(const std::span<const std::byte> attribute, findNtfsAttribute(record, typeVolumeInformation));
    if (attribute.size() < 24 || attribute[8] != std::byte{0})
        return doubt("NTFS volume information");
    const std::size_t at = littleEndian<std::uint16_t>(attribute, 20);
    if (at + 12 > attribute.size())
        return doubt("NTFS volume information");
    constexpr std::uint16_t unfinished = 0xC037;
    if ((littleEndian<std::uint16_t>(attribute, at + 10) & unfinished) != 0)
        return fail(ErrorCode::Refused, {}, "NTFS volume marked dirty");
    return {};
}

Result<> addBitmap(const RawView &view, const NtfsGeometry &geometry, const NtfsStream &bitmap,
                   const Clusters &to)
{
    if (bitmap.initialised < (geometry.clusters + 7) / 8)
        return doubt("NTFS bitmap too short");
    constexpr std::uint64_t bitsAtOnce = std::uint64_t{8} * RawView::readMax;
    for (std::uint64_t first = 0; first < geometry.clusters; first += bitsAtOnce) {
        const std::uint64_t bits = std::min(bitsAtOnce, geometry.clusters - first);
        TRY(const std::vector<std::byte> raw,
            readNtfsBytes(view, geometry, bitmap, first / 8, static_cast<std::size_t>((bits + 7) / 8)));
        if (first == 0 && (raw[0] & std::byte{1}) == std::byte{0})
            return doubt("NTFS bitmap without the boot sector");
        addBits(raw, first, bits, to);
    }
    return {};
}

}

UsedExtents readNtfsAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const NtfsGeometry geometry, readNtfsGeometry(view));
    if (geometry.clusters > clustersMax || geometry.sectors > view.size() / geometry.sectorSize)
        return doubt("NTFS larger than its partition");
    CHECK(checkMirrors(view, geometry));
    TRY(const NtfsStream table, readData(view, geometry, recordTable));
    if (table.runs.empty() || table.runs[0].cluster * geometry.clusterSize != geometry.tableAt
        || table.runs[0].count * geometry.clusterSize < (recordBitmap + 1) * geometry.recordSize) {
        return fail(ErrorCode::Unsupported, {}, "NTFS $MFT in small pieces");
    }
    CHECK(checkFlags(view, geometry));
    TRY(const NtfsStream log, readData(view, geometry, recordLog));
    CHECK(checkNtfsLog(view, geometry, log));
    CHECK(checkNtfsAwake(view, geometry, table));
    TRY(const NtfsStream bitmap, readData(view, geometry, recordBitmap));

    ExtentGatherer used(where);
    const Clusters to{.used = used, .where = where, .size = geometry.clusterSize};
    CHECK(addBitmap(view, geometry, bitmap, to));
    for (const NtfsStream *stream : {&table, &log, &bitmap})
        to.add(*stream);
    // Behind the last cluster lies the backup boot sector, which the bitmap does not know.
    const Bytes inClusters(static_cast<std::int64_t>(geometry.clusters * geometry.clusterSize));
    used.add(extentBetween(where.begin + inClusters, where.end()));
    return used.finish();
}

}
