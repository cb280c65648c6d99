// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/swap_header.h"
#include "helper/resize/way.h"

#include <limits>

namespace parterre {

namespace {

constexpr std::int64_t leastPages = 10;  // what mkswap asks for

/// Pages that are left out are listed by their numbers.
Result<SwapHeader> readHeader(const Resizing &resizing)
{
    TRY(const SwapHeader header, readSwapHeader(RawView(resizing.disk, resizing.where)));
    if (header.badPages != 0)
        return fail(ErrorCode::Unsupported, resizing.disk.name(), "swap space with bad pages");
    return header;
}

}

Result<Bytes> smallestSwap(const Resizing &resizing)
{
    TRY(const SwapHeader header, readHeader(resizing));
    return header.page * leastPages;
}

/// Nothing is kept in swap space that nobody uses: its size is a number in its header, in one sector.
Result<> resizeSwap(const Resizing &resizing)
{
    TRY(const SwapHeader header, readHeader(resizing));
    const std::int64_t pages = resizing.size / header.page;
    if (pages > std::int64_t{std::numeric_limits<std::uint32_t>::max()} + 1)
        return fail(ErrorCode::Unsupported, resizing.disk.name(), "more pages than swap space can have");
    const Bytes sectorSize = resizing.disk.sectorSize();
    const auto place = static_cast<std::int64_t>(SwapHeader::lastPageAt);
    const Offset at = resizing.where.begin + sectorSize * (Bytes(place) / sectorSize);
    AlignedBuffer sector(static_cast<std::size_t>(sectorSize.count()));
    CHECK(resizing.disk.read(at, sector.bytes()));
    const auto within = static_cast<std::size_t>(place % sectorSize.count());
    for (std::size_t i = 0; i < 4; ++i)
        sector.bytes()[within + i] = static_cast<std::byte>((pages - 1) >> (8 * i));
    CHECK(resizing.disk.write(at, sector.bytes()));
    return resizing.disk.flush();
}

Result<Bytes> takenBySwap(const Resizing &resizing)
{
    TRY(const SwapHeader header, readSwapHeader(RawView(resizing.disk, resizing.where)));
    return header.size();
}

}
