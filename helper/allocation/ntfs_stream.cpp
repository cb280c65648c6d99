// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/ntfs_stream.h"

#include <algorithm>

namespace parterre {

namespace {

std::unexpected<Error> doubt(const char *what)
{
    return fail(ErrorCode::Corrupt, {}, what);
}

struct RestartPage
{
    std::uint64_t sequence = 0;
    bool isClean = false;
};

Result<RestartPage> parseRestart(std::span<std::byte> page)
{
    constexpr std::uint32_t magic = 0x52545352;  // RSTR
    constexpr std::uint16_t noUser = 0xFFFF;
    constexpr std::uint16_t flagClean = 2;
    if (littleEndian<std::uint32_t>(page, 0) != magic)
        return doubt("NTFS journal without a restart page");
    CHECK(undoNtfsFixups(page));
    const std::size_t area = littleEndian<std::uint16_t>(page, 24);
    const std::uint16_t minor = littleEndian<std::uint16_t>(page, 26);
    const std::uint16_t major = littleEndian<std::uint16_t>(page, 28);
    // Windows writes 2.0 where it keeps metadata for its next start.
    if (major != 1 || minor != 1)
        return fail(ErrorCode::Refused, {}, "NTFS journal of another version, as a fast start leaves it");
    if (area < 30 || area % 8 != 0 || area + 48 > 510)
        return doubt("NTFS restart area");
    const bool hasUser = littleEndian<std::uint16_t>(page, area + 12) != noUser;
    const bool isMarked = (littleEndian<std::uint16_t>(page, area + 14) & flagClean) != 0;
    return RestartPage{.sequence = littleEndian<std::uint64_t>(page, area), .isClean = !hasUser || isMarked};
}

}

Result<NtfsStream> readNtfsStream(std::span<const std::byte> attribute, const NtfsGeometry &geometry)
{
    TRY(std::vector<NtfsRun> runs, readNtfsRuns(attribute, geometry.clusters));
    if (littleEndian<std::uint16_t>(attribute, 12) != 0)
        return fail(ErrorCode::Unsupported, {}, "NTFS metadata that is compressed, encrypted or sparse");
    std::uint64_t clusters = 0;
    for (const NtfsRun &run : runs) {
        clusters += run.count;
        if (clusters > geometry.clusters)
            return doubt("NTFS runs longer than the volume");
    }
    const std::uint64_t allocated = littleEndian<std::uint64_t>(attribute, 40);
    NtfsStream stream{.runs = std::move(runs),
                      .size = littleEndian<std::uint64_t>(attribute, 48),
                      .initialised = littleEndian<std::uint64_t>(attribute, 56)};
    if (littleEndian<std::uint64_t>(attribute, 24) + 1 != clusters
        || allocated != clusters * geometry.clusterSize || stream.size > allocated
        || stream.initialised > stream.size) {
        return doubt("NTFS attribute sizes");
    }
    return stream;
}

Result<std::vector<std::byte>> readNtfsBytes(const RawView &view, const NtfsGeometry &geometry,
                                             const NtfsStream &stream, std::uint64_t at, std::size_t count)
{
    if (at > stream.size || count > stream.size - at || count > RawView::readMax)
        return doubt("NTFS stream too short");
    std::vector<std::byte> bytes;
    bytes.reserve(count);
    for (const NtfsRun &run : stream.runs) {
        const std::uint64_t length = run.count * geometry.clusterSize;
        if (at < length && bytes.size() < count) {
            const std::uint64_t here = std::min<std::uint64_t>(length - at, count - bytes.size());
            TRY(const std::vector<std::byte> part,
                view.read(run.cluster * geometry.clusterSize + at, static_cast<std::size_t>(here)));
            bytes.insert(bytes.end(), part.begin(), part.end());
            at += here;
        }
        at -= std::min(at, length);
    }
    return bytes;
}

Result<> checkNtfsLog(const RawView &view, const NtfsGeometry &geometry, const NtfsStream &log)
{
    const auto known = static_cast<std::size_t>(std::min<std::uint64_t>(RawView::readMax, log.size));
    TRY(std::vector<std::byte> raw, readNtfsBytes(view, geometry, log, 0, known));
    if (raw.size() < 512)
        return doubt("NTFS journal too short");
    if (std::ranges::all_of(raw, [](std::byte one) { return one == std::byte{0xFF}; }))
        return {};
    const std::size_t pageSize = littleEndian<std::uint32_t>(raw, 16);
    if (!isPowerBetween(pageSize, 512, 65536) || raw.size() < 2 * pageSize)
        return doubt("NTFS journal page size");
    const std::span<std::byte> pages(raw);
    TRY(const RestartPage first, parseRestart(pages.subspan(0, pageSize)));
    TRY(const RestartPage second, parseRestart(pages.subspan(pageSize, pageSize)));
    // The newer one is valid; where none is, both must be clean.
    const bool isOpen = (!first.isClean && first.sequence >= second.sequence)
        || (!second.isClean && second.sequence >= first.sequence);
    if (isOpen)
        return fail(ErrorCode::Refused, {}, "NTFS journal to be replayed");
    return {};
}

}
