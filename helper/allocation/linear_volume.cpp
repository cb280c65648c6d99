// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/linear_volume.h"

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

Result<> LinearVolume::read(Offset at, std::span<std::byte> into)
{
    const Bytes size(static_cast<std::int64_t>(into.size()));
    if (size > m_size || at > Offset() + (m_size - size))
        return fail(ErrorCode::OutOfRange, name());
    for (const Extent &piece : onDisk({.begin = at, .size = size})) {
        const auto count = static_cast<std::size_t>(piece.size.count());
        CHECK(m_disk.read(piece.begin, into.first(count)));
        into = into.subspan(count);
    }
    return {};
}

Result<> LinearVolume::write(Offset, std::span<const std::byte>)
{
    return fail(ErrorCode::Unsupported, name(), "a logical volume is only read");
}

Result<> LinearVolume::dropCache(Extent extent)
{
    for (const Extent &piece : onDisk(extent))
        CHECK(m_disk.dropCache(piece));
    return {};
}

}
