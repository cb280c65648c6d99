// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/watched_device.h"

namespace parterre {

void WatchedDevice::note(Extent extent)
{
    const std::scoped_lock lock(m_lock);
    // Tools write in rows of small pieces.
    if (!m_changed.empty() && m_changed.back().end() == extent.begin)
        m_changed.back() = extentBetween(m_changed.back().begin, extent.end());
    else
        m_changed.push_back(extent);
}

Result<> WatchedDevice::read(Offset at, std::span<std::byte> into)
{
    return m_inner.read(at, into);
}

Result<> WatchedDevice::write(Offset at, std::span<const std::byte> from)
{
    note({.begin = at, .size = Bytes(static_cast<std::int64_t>(from.size()))});
    return m_inner.write(at, from);
}

Result<> WatchedDevice::flush()
{
    return m_inner.flush();
}

Result<> WatchedDevice::dropCache(Extent extent)
{
    return m_inner.dropCache(extent);
}

Result<std::vector<Extent>> WatchedDevice::dataIn(Extent within)
{
    return m_inner.dataIn(within);
}

Result<> WatchedDevice::zero(Extent extent)
{
    note(extent);
    return m_inner.zero(extent);
}

Result<> WatchedDevice::discard(Extent extent)
{
    note(extent);
    return m_inner.discard(extent);
}

}
