// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/mapped_device.h"

#include <algorithm>

namespace parterre::test {

bool MappedDevice::isWithin(Offset at, std::size_t size) const
{
    const auto begin = static_cast<std::size_t>(at.bytes());
    return begin <= m_bytes.size() && size <= m_bytes.size() - begin;
}

Result<> MappedDevice::read(Offset at, std::span<std::byte> into)
{
    if (!isWithin(at, into.size()))
        return fail(ErrorCode::OutOfRange, name());
    std::ranges::copy(m_bytes.subspan(static_cast<std::size_t>(at.bytes()), into.size()), into.begin());
    return {};
}

Result<> MappedDevice::write(Offset at, std::span<const std::byte> from)
{
    if (!isWithin(at, from.size()))
        return fail(ErrorCode::OutOfRange, name());
    std::ranges::copy(from, m_bytes.begin() + at.bytes());
    return {};
}

}
