// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/crash_device.h"

#include <algorithm>
#include <random>
#include <utility>

#include <errno.h>

namespace parterre {

bool Mains::draw()
{
    if (!m_isOn)
        return false;
    ++m_drawn;
    if (m_left == 0)
        m_isOn = false;
    else if (m_left != endless)
        --m_left;
    return m_isOn;
}

CrashDevice::CrashDevice(SparseBytes content, Mains &mains, Bytes sectorSize)
    : m_durable(content)
    , m_cached(std::move(content))
    , m_mains(mains)
    , m_sectorSize(sectorSize)
{}

void CrashDevice::keepSectors(SparseBytes &medium, const Write &write, std::uint64_t seed) const
{
    std::minstd_rand random(static_cast<std::minstd_rand::result_type>(seed + 1));
    const std::span<const std::byte> bytes = write.bytes;
    for (std::size_t done = 0; done < bytes.size();) {
        const auto sector = static_cast<std::size_t>(m_sectorSize.count());
        const std::size_t phase = (static_cast<std::size_t>(write.at.bytes()) + done) % sector;
        const std::size_t count = std::min(sector - phase, bytes.size() - done);
        if (random() % 2 == 0)
            medium.write(write.at + Bytes(static_cast<std::int64_t>(done)), bytes.subspan(done, count));
        done += count;
    }
}

SparseBytes CrashDevice::survivor(std::uint64_t seed) const
{
    SparseBytes medium = m_durable;
    const std::size_t count = m_unflushed.size();
    std::mt19937_64 random(seed);
    const std::size_t prefix = random() % (count + 1);
    for (std::size_t i = 0; i < count; ++i) {
        const bool isLast = i + 1 == count;
        const auto coin = random();
        const Write &write = m_unflushed[i];
        const std::uint64_t mode = seed < 4 ? seed : 4 + seed % 3;
        if (mode == 1 || (mode == 2 && !isLast) || (mode == 3 && isLast) || (mode == 4 && i < prefix)
            || (mode == 5 && coin % 2 == 0))
            medium.write(write.at, write.bytes);
        else if (mode == 6 || (mode == 4 && i == prefix))
            keepSectors(medium, write, coin >> 32);
    }
    return medium;
}

SparseBytes CrashDevice::garbledSurvivor(std::uint64_t seed) const
{
    SparseBytes medium = survivor(seed);
    if (m_unflushed.empty())
        return medium;
    std::mt19937_64 random(~seed);
    const Write &write = m_unflushed[random() % m_unflushed.size()];
    const auto sectors = write.bytes.size() / static_cast<std::size_t>(m_sectorSize.count());
    std::vector<std::byte> garbage(static_cast<std::size_t>(m_sectorSize.count()));
    for (std::byte &one : garbage)
        one = static_cast<std::byte>(random());
    medium.write(write.at + m_sectorSize * static_cast<std::int64_t>(random() % sectors), garbage);
    return medium;
}

Result<> CrashDevice::checkRange(Offset at, std::size_t size) const
{
    const auto all = static_cast<std::size_t>(m_cached.size().count());
    const auto begin = static_cast<std::size_t>(at.bytes());
    if (begin > all || size > all - begin)
        return fail(ErrorCode::OutOfRange, name());
    return {};
}

Result<> CrashDevice::read(Offset at, std::span<std::byte> into)
{
    if (!m_mains.isOn())
        return failErrno(name(), EIO, "no power");
    CHECK(checkRange(at, into.size()));
    m_cached.read(at, into);
    return {};
}

Result<> CrashDevice::write(Offset at, std::span<const std::byte> from)
{
    CHECK(checkRange(at, from.size()));
    const bool wasOn = m_mains.isOn();
    const bool hasPower = m_mains.draw();
    if (wasOn)
        m_unflushed.push_back({.at = at, .bytes = {from.begin(), from.end()}});
    if (!hasPower)
        return failErrno(name(), EIO, "no power");
    m_cached.write(at, from);
    if (m_watcher)
        m_watcher(*this);
    return {};
}

Result<> CrashDevice::flush()
{
    if (!m_mains.draw())
        return failErrno(name(), EIO, "no power");
    if (!m_isLying) {
        m_durable = m_cached;
        m_unflushed.clear();
    }
    if (m_watcher)
        m_watcher(*this);
    return {};
}

Result<> CrashDevice::dropCache(Extent extent)
{
    return checkRange(extent.begin, static_cast<std::size_t>(extent.size.count()));
}

Result<std::vector<Extent>> CrashDevice::dataIn(Extent within)
{
    if (!m_mains.isOn())
        return failErrno(name(), EIO, "no power");
    CHECK(checkRange(within.begin, static_cast<std::size_t>(within.size.count())));
    return m_cached.dataIn(within);
}

}
