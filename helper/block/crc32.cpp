// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/crc32.h"

#include <array>

namespace parterre {

namespace {

/// What each byte does to a CRC-32.
constexpr auto table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t byte = 0; byte < made.size(); ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        made[byte] = crc;
    }
    return made;
}();

}

std::uint32_t rawCrc32(std::uint32_t seed, std::span<const std::byte> bytes)
{
    std::uint32_t crc = seed;
    for (const std::byte byte : bytes)
        crc = (crc >> 8) ^ table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU];
    return crc;
}

}
