// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cassert>
#include <compare>
#include <cstdint>

namespace parterre {

/// An amount of storage, in bytes; zero or more.
///
/// An amount is not a position. Positions are `Offset`s, and the two combine the way marks on a
/// ruler do: offset + bytes = offset, offset - offset = bytes, offset + offset does not compile.
/// Sectors and LBAs exist only where a partition table is spoken to; everything else counts bytes.
///
/// The count is signed so that it is the kernel's off_t, and so that UBSan sees an overflow.
class Bytes
{
public:
    constexpr Bytes() = default;
    constexpr explicit Bytes(std::int64_t count)
        : m_count(count)
    {
        assert(count >= 0);
    }

    [[nodiscard]] constexpr std::int64_t count() const { return m_count; }
    [[nodiscard]] constexpr bool isZero() const { return m_count == 0; }

    friend constexpr auto operator<=>(Bytes, Bytes) = default;
    friend constexpr Bytes operator+(Bytes a, Bytes b) { return Bytes(a.m_count + b.m_count); }
    /// Requires b <= a: there is no negative amount of storage.
    friend constexpr Bytes operator-(Bytes a, Bytes b) { return Bytes(a.m_count - b.m_count); }
    friend constexpr Bytes operator*(Bytes a, std::int64_t n) { return Bytes(a.m_count * n); }
    /// How many whole `b` fit into `a`. Requires b > 0.
    friend constexpr std::int64_t operator/(Bytes a, Bytes b) { return a.m_count / b.m_count; }
    constexpr Bytes &operator+=(Bytes b) { return *this = *this + b; }

private:
    std::int64_t m_count = 0;
};

/// A position on one device, in bytes from its start.
class Offset
{
public:
    constexpr Offset() = default;
    constexpr explicit Offset(std::int64_t bytes)
        : m_bytes(bytes)
    {
        assert(bytes >= 0);
    }

    [[nodiscard]] constexpr std::int64_t bytes() const { return m_bytes; }

    friend constexpr auto operator<=>(Offset, Offset) = default;
    friend constexpr Offset operator+(Offset at, Bytes by) { return Offset(at.m_bytes + by.count()); }
    /// Requires by <= the offset: there is nothing before the device.
    friend constexpr Offset operator-(Offset at, Bytes by) { return Offset(at.m_bytes - by.count()); }
    /// Requires b <= a.
    friend constexpr Bytes operator-(Offset a, Offset b) { return Bytes(a.m_bytes - b.m_bytes); }

private:
    std::int64_t m_bytes = 0;
};

namespace literals {
constexpr Bytes operator""_B(unsigned long long n)
{
    return Bytes(static_cast<std::int64_t>(n));
}
constexpr Bytes operator""_KiB(unsigned long long n)
{
    return Bytes(static_cast<std::int64_t>(n) << 10);
}
constexpr Bytes operator""_MiB(unsigned long long n)
{
    return Bytes(static_cast<std::int64_t>(n) << 20);
}
constexpr Bytes operator""_GiB(unsigned long long n)
{
    return Bytes(static_cast<std::int64_t>(n) << 30);
}
constexpr Bytes operator""_TiB(unsigned long long n)
{
    return Bytes(static_cast<std::int64_t>(n) << 40);
}
}

}
