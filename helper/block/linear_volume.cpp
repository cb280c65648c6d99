// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/linear_volume.h"

#include <algorithm>
#include <utility>

namespace parterre {

LinearVolume::LinearVolume(BlockDevice &disk, std::vector<Extent> pieces)
    : m_disk(disk)
    , m_pieces(std::move(pieces))
{
    for (const Extent &piece : m_pieces)
        m_size += piece.size;
}

std::vector<Extent> LinearVolume::onDisk(Extent within) const
{
    std::vector<Extent> found;
    Offset begin;
    for (const Extent &piece : m_pieces) {
        const Offset from = std::max(begin, within.begin);
        const Offset to = std::min(begin + piece.size, within.end());
        if (from < to)
            found.push_back({.begin = piece.begin + (from - begin), .size = to - from});
        begin = begin + piece.size;
    }
    return found;
}

bool LinearVolume::contains(Offset at, std::size_t size) const
{
    const Bytes wanted(static_cast<std::int64_t>(size));
    return wanted <= m_size && at <= Offset() + (m_size - wanted);
}

Result<> LinearVolume::read(Offset at, std::span<std::byte> into)
{
    if (!contains(at, into.size()))
        return fail(ErrorCode::OutOfRange, name());
    for (const Extent &piece : onDisk({.begin = at, .size = Bytes(static_cast<std::int64_t>(into.size()))})) {
        const auto count = static_cast<std::size_t>(piece.size.count());
        CHECK(m_disk.read(piece.begin, into.first(count)));
        into = into.subspan(count);
    }
    return {};
}

Result<> LinearVolume::write(Offset at, std::span<const std::byte> from)
{
    if (!contains(at, from.size()))
        return fail(ErrorCode::OutOfRange, name());
    for (const Extent &piece : onDisk({.begin = at, .size = Bytes(static_cast<std::int64_t>(from.size()))})) {
        const auto count = static_cast<std::size_t>(piece.size.count());
        CHECK(m_disk.write(piece.begin, from.first(count)));
        from = from.subspan(count);
    }
    return {};
}

Result<std::vector<Extent>> LinearVolume::dataIn(Extent within)
{
    std::vector<Extent> found;
    Offset begin = within.begin;
    for (const Extent &piece : onDisk(within)) {
        TRY(const std::vector<Extent> data, m_disk.dataIn(piece));
        for (const Extent &one : data) {
            const Extent here{.begin = begin + (one.begin - piece.begin), .size = one.size};
            if (!found.empty() && found.back().end() == here.begin)
                found.back().size += here.size;
            else
                found.push_back(here);
        }
        begin = begin + piece.size;
    }
    return found;
}

Result<> LinearVolume::dropCache(Extent extent)
{
    for (const Extent &piece : onDisk(extent))
        CHECK(m_disk.dropCache(piece));
    return {};
}

}
