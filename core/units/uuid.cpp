// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/uuid.h"

#include "core/units/sha1.h"

#include <algorithm>
#include <cctype>
#include <random>

namespace parterre {

namespace {

bool isDashPlace(std::size_t at)
{
    return at == 8 || at == 13 || at == 18 || at == 23;
}

std::optional<std::uint8_t> digit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

std::string format(const Uuid &uuid, const char *digits)
{
    std::string text;
    text.reserve(36);
    for (const std::uint8_t byte : uuid.bytes) {
        if (isDashPlace(text.size()))
            text += '-';
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

/// Says which version of RFC 9562 it is.
void mark(Uuid &uuid, unsigned version)
{
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0fU) | (version << 4U));
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3fU) | 0x80U);
}

}

Uuid Uuid::draw()
{
    // libstdc++ reads the processor's generator or getrandom(2) here, never a seeded sequence.
    std::random_device source;
    Uuid uuid;
    for (std::size_t i = 0; i < uuid.bytes.size(); i += 4) {
        const std::uint32_t word = source();
        for (std::size_t b = 0; b < 4; ++b)
            uuid.bytes[i + b] = static_cast<std::uint8_t>(word >> (8 * b));
    }
    mark(uuid, 4);
    return uuid;
}

Uuid Uuid::named(const Uuid &space, std::string_view name)
{
    std::string text(space.bytes.begin(), space.bytes.end());
    const Sha1 hash = sha1(text.append(name));
    Uuid uuid;
    std::ranges::copy_n(hash.begin(), static_cast<std::ptrdiff_t>(uuid.bytes.size()), uuid.bytes.begin());
    mark(uuid, 5);
    return uuid;
}

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    Uuid uuid;
    std::size_t nibble = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (isDashPlace(at)) {
            if (text[at] != '-')
                return std::nullopt;
            continue;
        }
        const auto value = digit(text[at]);
        if (!value)
            return std::nullopt;
        std::uint8_t &byte = uuid.bytes[nibble / 2];
        byte = static_cast<std::uint8_t>(nibble % 2 == 0 ? *value << 4U : byte | *value);
        ++nibble;
    }
    return uuid;
}

std::string Uuid::toString() const
{
    return format(*this, "0123456789abcdef");
}

std::string Uuid::toUpper() const
{
    return format(*this, "0123456789ABCDEF");
}

}
