// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <span>

namespace parterre {

/// The integer that stands little-endian at `at`. The caller has checked the bounds.
template<std::unsigned_integral T>
[[nodiscard]] T littleEndian(std::span<const std::byte> bytes, std::size_t at)
{
    T value{};
    std::memcpy(&value, bytes.subspan(at, sizeof value).data(), sizeof value);
    if constexpr (std::endian::native == std::endian::big)
        value = std::byteswap(value);
    return value;
}

/// The same, most significant byte first.
template<std::unsigned_integral T>
[[nodiscard]] T bigEndian(std::span<const std::byte> bytes, std::size_t at)
{
    return std::byteswap(littleEndian<T>(bytes, at));
}

template<std::unsigned_integral T>
void putLittleEndian(std::span<std::byte> bytes, std::size_t at, T value)
{
    if constexpr (std::endian::native == std::endian::big)
        value = std::byteswap(value);
    std::memcpy(bytes.subspan(at, sizeof value).data(), &value, sizeof value);
}

}
