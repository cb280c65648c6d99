// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace parterre::test {

/// Spreads the bits of a number over all of it (the finalizer of splitmix64, Steele, Lea and Flood 2014).
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t bits)
{
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31U);
}

/// Random numbers that cost next to nothing, the same everywhere for the same seed (splitmix64).
class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_state(mixed(seed + 0x5851f42d4c957f2dU))
    {}

    std::uint64_t next() { return mixed(m_state += 0x9e3779b97f4a7c15U); }
    /// A number less than `limit`, which is more than 0 and less than 2^32.
    std::uint32_t below(std::uint64_t limit)
    {
        return static_cast<std::uint32_t>(((next() >> 32U) * limit) >> 32U);
    }
    bool isOneIn(std::uint32_t count) { return below(count) == 0; }

private:
    std::uint64_t m_state;
};

}
