// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/memory_device.h"

#include <utility>

namespace parterre {

MemoryDevice::MemoryDevice(Bytes size, Bytes sectorSize)
    : MemoryDevice(SparseBytes(size), sectorSize)
{}

MemoryDevice::MemoryDevice(SparseBytes content, Bytes sectorSize)
    : m_content(std::move(content))
    , m_sectorSize(sectorSize)
{}

Result<> MemoryDevice::checkRange(Offset at, std::size_t size) const
{
    const auto all = static_cast<std::size_t>(m_content.size().count());
    const auto begin = static_cast<std::size_t>(at.bytes());
    if (begin > all || size > all - begin)
        return fail(ErrorCode::OutOfRange, name());
    return {};
}

Result<> MemoryDevice::read(Offset at, std::span<std::byte> into)
{
    CHECK(checkRange(at, into.size()));
    m_content.read(at, into);
    return {};
}

Result<> MemoryDevice::write(Offset at, std::span<const std::byte> from)
{
    CHECK(checkRange(at, from.size()));
    m_content.write(at, from);
    return {};
}

Result<> MemoryDevice::dropCache(Extent extent)
{
    return checkRange(extent.begin, static_cast<std::size_t>(extent.size.count()));
}

Result<std::vector<Extent>> MemoryDevice::dataIn(Extent within)
{
    CHECK(checkRange(within.begin, static_cast<std::size_t>(within.size.count())));
    return m_content.dataIn(within);
}

Result<> MemoryDevice::zero(Extent extent)
{
    CHECK(checkRange(extent.begin, static_cast<std::size_t>(extent.size.count())));
    m_content.zero(extent);
    return {};
}

}
