// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/own_length.h"

#include "helper/block/raw_view.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t page = 4096;
constexpr std::uint64_t looked = std::uint64_t{1} << 20U;

Result<bool> isZero(const RawView &view, std::uint64_t at, std::uint64_t size)
{
    TRY(const std::vector<std::byte> bytes, view.read(at, static_cast<std::size_t>(size)));
    return std::ranges::all_of(bytes, [](std::byte one) { return one == std::byte{0}; });
}

Result<bool> isTailEmpty(const RawView &view, std::uint64_t at)
{
    const std::uint64_t size = std::min(looked, view.size() - at);
    TRY(const bool isBeginEmpty, isZero(view, at, size));
    TRY(const bool isEndEmpty, isZero(view, view.size() - size, size));
    return isBeginEmpty && isEndEmpty;
}

}

UsedExtents usedUpTo(const std::string &kind, BlockDevice &disk, Extent where, std::uint64_t length)
{
    const RawView view(disk, where);
    if (length == 0 || length > view.size())
        return fail(ErrorCode::Corrupt, kind, "it does not end within the partition");
    const std::uint64_t end = std::min(view.size(), (length + page - 1) / page * page);
    TRY(const bool isAlone, isTailEmpty(view, end));
    if (!isAlone)
        return std::vector{where};
    return std::vector{Extent{.begin = where.begin, .size = Bytes(static_cast<std::int64_t>(end))}};
}

}
