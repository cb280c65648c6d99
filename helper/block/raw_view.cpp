// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/raw_view.h"

#include <limits>

namespace parterre {

Result<std::vector<std::byte>> RawView::read(std::uint64_t at, std::size_t count) const
{
    if (count > readMax || at > size() || count > size() - at)
        return fail(ErrorCode::Corrupt, m_disk.name(), "a superblock points outside of its partition");
    std::vector<std::byte> bytes(count);
    CHECK(m_disk.read(m_where.begin + Bytes(static_cast<std::int64_t>(at)), bytes));
    return bytes;
}

std::optional<Bytes> amount(std::uint64_t count, std::uint64_t each)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (each != 0 && count > most / each)
        return std::nullopt;
    return Bytes(static_cast<std::int64_t>(count * each));
}

}
