// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/sha1.h"

#include <bit>
#include <string>

namespace parterre {

namespace {

using State = std::array<std::uint32_t, 5>;

constexpr std::size_t blockSize = 64;

/// The text, a bit, zeros, and the text's length in bits, in whole blocks.
std::string padded(std::string_view text)
{
    std::string all(text);
    all += static_cast<char>(0x80);
    all.append((blockSize + blockSize - 8 - all.size() % blockSize) % blockSize, '\0');
    const std::uint64_t bits = std::uint64_t{text.size()} * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        all += static_cast<char>(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(shift)));
    return all;
}

std::array<std::uint32_t, 80> scheduleOf(std::string_view block)
{
    std::array<std::uint32_t, 80> words{};
    for (std::size_t i = 0; i < blockSize; ++i)
        words[i / 4] = (words[i / 4] << 8U) | static_cast<std::uint8_t>(block[i]);
    for (std::size_t i = 16; i < words.size(); ++i)
        words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    return words;
}

/// The function and the constant of the round that word `i` is in.
std::uint32_t mixed(std::size_t i, std::uint32_t b, std::uint32_t c, std::uint32_t d)
{
    if (i < 20)
        return ((b & c) | (~b & d)) + 0x5a827999U;
    if (i < 40)
        return (b ^ c ^ d) + 0x6ed9eba1U;
    if (i < 60)
        return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
    return (b ^ c ^ d) + 0xca62c1d6U;
}

void add(State &state, std::string_view block)
{
    const std::array<std::uint32_t, 80> words = scheduleOf(block);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t next = std::rotl(a, 5) + mixed(i, b, c, d) + e + words[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    const State more{a, b, c, d, e};
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += more[i];
}

}

Sha1 sha1(std::string_view text)
{
    State state{0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U};
    const std::string all = padded(text);
    for (std::size_t at = 0; at < all.size(); at += blockSize)
        add(state, std::string_view(all).substr(at, blockSize));
    Sha1 hash{};
    for (std::size_t i = 0; i < hash.size(); ++i)
        hash[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
    return hash;
}

}
