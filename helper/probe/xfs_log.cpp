// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/xfs_log.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t sector = 512;
constexpr std::uint32_t recordMagic = 0xFEEDBABE;
constexpr std::byte flagUnmount{0x20};
/// The largest record with its headers: a head must be found within this before the end.
constexpr std::uint64_t recordSectorsMax = 544;
constexpr std::uint32_t bytesPerHeader = 32768;

struct Log
{
    const RawView &view;
    std::uint64_t at;
    std::uint64_t sectors;

    [[nodiscard]] Result<std::vector<std::byte>> read(std::uint64_t first, std::uint64_t count) const
    {
        return view.read(at + first * sector, static_cast<std::size_t>(count * sector));
    }
};

bool isHeader(std::span<const std::byte> raw)
{
    return bigEndian<std::uint32_t>(raw, 0) == recordMagic;
}

/// Every sector begins with the number of times the log has been gone round; a record's head has
/// its magic number there and the cycle after it.
Result<std::uint32_t> cycleAt(const Log &log, std::uint64_t index)
{
    TRY(const std::vector<std::byte> raw, log.read(index, 1));
    return bigEndian<std::uint32_t>(raw, isHeader(raw) ? 4 : 0);
}

/// The first sector that the newest round has not reached. The round before (or zero, in a log
/// that was never gone round) fills the rest, so that halving finds it.
Result<std::uint64_t> findEnd(const Log &log)
{
    TRY(const std::uint32_t first, cycleAt(log, 0));
    std::uint64_t low = 0;
    std::uint64_t high = log.sectors;
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        TRY(const std::uint32_t cycle, cycleAt(log, middle));
        (cycle == first ? low : high) = middle;
    }
    return high;
}

/// Whether the record at `record`, which begins `before` sectors before the log's end, is the one
/// that an unmount writes, and the last.
XfsLogState judge(std::span<const std::byte> record, std::uint64_t before)
{
    const std::uint32_t dataSize = bigEndian<std::uint32_t>(record, 12);
    const std::uint32_t bufferSize = bigEndian<std::uint32_t>(record, 320);
    const bool isSecondVersion = (bigEndian<std::uint32_t>(record, 8) & 2U) != 0;
    const std::uint64_t headers = isSecondVersion && bufferSize > bytesPerHeader
        ? (bufferSize + bytesPerHeader - 1) / bytesPerHeader
        : 1;
    const std::uint64_t dataSectors = (std::uint64_t{dataSize} + sector - 1) / sector;
    if (headers + dataSectors != before || dataSectors == 0)
        return XfsLogState::Unknown;
    const std::uint32_t operations = bigEndian<std::uint32_t>(record, 40);
    const std::size_t flagsAt = static_cast<std::size_t>(headers * sector) + 9;
    const bool isUnmount = operations == 1 && (record[flagsAt] & flagUnmount) != std::byte{0};
    return isUnmount ? XfsLogState::Unmounted : XfsLogState::ToReplay;
}

}

Result<XfsLogState> readXfsLogState(const RawView &view, std::uint64_t at, std::uint64_t size)
{
    const Log log{.view = view, .at = at, .sectors = size / sector};
    if (log.sectors < 2)
        return XfsLogState::Unknown;
    TRY(const std::uint64_t end, findEnd(log));
    const std::uint64_t count = std::min(end, recordSectorsMax);
    TRY(const std::vector<std::byte> tail, log.read(end - count, count));
    for (std::uint64_t before = 2; before <= count; ++before) {
        const auto record = std::span(tail).subspan(static_cast<std::size_t>((count - before) * sector));
        if (isHeader(record))
            return judge(record, before);
    }
    return XfsLogState::Unknown;
}

}
