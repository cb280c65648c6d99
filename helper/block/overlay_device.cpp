// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/overlay_device.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/mman.h>
#include <unistd.h>

namespace parterre {

OverlayDevice::OverlayDevice(BlockDevice &base, FileDescriptor store)
    : m_base(base)
    , m_store(std::move(store))
{}

Result<std::unique_ptr<OverlayDevice>> OverlayDevice::create(BlockDevice &base)
{
    FileDescriptor store(::memfd_create("parterre-overlay", MFD_CLOEXEC));
    if (!store.isOpen() || ::ftruncate(store.value(), base.size().count()) != 0)
        return failErrno(base.name(), errno, "memfd_create");
    return std::unique_ptr<OverlayDevice>(new OverlayDevice(base, std::move(store)));
}

std::string OverlayDevice::name() const
{
    return m_base.name();
}

Bytes OverlayDevice::size() const
{
    return m_base.size();
}

Bytes OverlayDevice::sectorSize() const
{
    return m_base.sectorSize();
}

Result<> OverlayDevice::fetch(std::int64_t block, std::span<std::byte> into)
{
    const std::int64_t at = block * blockSize;
    if (!m_written.contains(block))
        return m_base.read(Offset(at), into);
    const ssize_t done = ::pread(m_store.value(), into.data(), into.size(), at);
    if (done != static_cast<ssize_t>(into.size()))
        return failErrno(name(), errno, "pread");
    return {};
}

Result<> OverlayDevice::read(Offset at, std::span<std::byte> into)
{
    const auto first = m_written.lower_bound(at.bytes() / blockSize);
    const std::int64_t end = at.bytes() + static_cast<std::int64_t>(into.size());
    if (first == m_written.end() || *first * blockSize >= end)
        return m_base.read(at, into);
    CHECK(m_base.read(at, into));
    for (auto block = first; block != m_written.end() && *block * blockSize < end; ++block) {
        const std::int64_t from = std::max(at.bytes(), *block * blockSize);
        const std::int64_t to = std::min(end, (*block + 1) * blockSize);
        const auto target =
            into.subspan(static_cast<std::size_t>(from - at.bytes()), static_cast<std::size_t>(to - from));
        if (::pread(m_store.value(), target.data(), target.size(), from)
            != static_cast<ssize_t>(target.size()))
            return failErrno(name(), errno, "pread");
    }
    return {};
}

Result<> OverlayDevice::write(Offset at, std::span<const std::byte> from)
{
    const std::int64_t end = at.bytes() + static_cast<std::int64_t>(from.size());
    if (end > size().count())
        return fail(ErrorCode::OutOfRange, name());
    std::array<std::byte, blockSize> buffer{};
    for (std::int64_t block = at.bytes() / blockSize; block * blockSize < end; ++block) {
        const std::int64_t start = block * blockSize;
        const auto length = static_cast<std::size_t>(std::min(blockSize, size().count() - start));
        const auto whole = std::span(buffer).first(length);
        CHECK(fetch(block, whole));
        const std::int64_t begin = std::max(start, at.bytes());
        const std::int64_t stop = std::min(end, start + blockSize);
        std::memcpy(whole.data() + (begin - start), from.data() + (begin - at.bytes()),
                    static_cast<std::size_t>(stop - begin));
        if (::pwrite(m_store.value(), whole.data(), whole.size(), start)
            != static_cast<ssize_t>(whole.size()))
            return failErrno(name(), errno, "pwrite");
        m_written.insert(block);
    }
    return {};
}

Result<> OverlayDevice::flush()
{
    return {};
}

Result<> OverlayDevice::dropCache(Extent extent)
{
    return m_base.dropCache(extent);
}

bool OverlayDevice::isWritten(Extent extent) const
{
    const auto first = m_written.lower_bound(extent.begin.bytes() / blockSize);
    return first != m_written.end() && *first * blockSize < extent.end().bytes();
}

}
