// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

#include <algorithm>
#include <array>

namespace parterre {

/// The first bit from `from` on that is as `isSet` says, `bits` where there is none. Bit 0 is the
/// lowest of the first byte. Requires bits <= 8 * bitmap.size().
[[nodiscard]] inline std::uint64_t nextBit(std::span<const std::byte> bitmap, std::uint64_t from,
                                           std::uint64_t bits, bool isSet)
{
    constexpr std::size_t wordSize = 8;
    for (std::uint64_t base = from / 64 * 64; base < bits; base += 64) {
        const auto rest = bitmap.subspan(static_cast<std::size_t>(base / 8));
        std::array<std::byte, wordSize> bytes{};
        std::ranges::copy(rest.first(std::min(wordSize, rest.size())), bytes.begin());
        std::uint64_t word = littleEndian<std::uint64_t>(bytes, 0);
        if (!isSet)
            word = ~word;
        if (base < from)
            word &= ~std::uint64_t{0} << (from - base);
        if (word != 0)
            return std::min(bits, base + static_cast<std::uint64_t>(std::countr_zero(word)));
    }
    return bits;
}

/// Calls run(first, count) for every run of set bits among the first `bits`, ascending.
template<typename Run>
void forEachRun(std::span<const std::byte> bitmap, std::uint64_t bits, Run run)
{
    std::uint64_t begin = nextBit(bitmap, 0, bits, true);
    while (begin < bits) {
        const std::uint64_t end = nextBit(bitmap, begin, bits, false);
        run(begin, end - begin);
        begin = nextBit(bitmap, end, bits, true);
    }
}

}
