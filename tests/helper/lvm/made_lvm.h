// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/helper/lvm/made_group.h"
#include "tests/support/sparse_bytes.h"

#include <algorithm>
#include <vector>

namespace parterre::test {

/// Numbers as they lie on a disk.
inline std::string stored(std::uint64_t value, int size)
{
    std::string bytes;
    for (int i = 0; i < size; ++i)
        bytes += i < 8 ? static_cast<char>(value >> (8 * i)) : char{0};
    return bytes;
}

inline std::string storedSum(const std::string &bytes)
{
    return stored(lvmChecksum(std::as_bytes(std::span(bytes))), 4);
}

/// A physical volume of 64 MiB, amid noise, that was made by hand.
struct MadeLvm
{
    static constexpr std::int64_t mib = 1 << 20;
    static constexpr std::int64_t noiseSize = 16384;  ///< before the partition, and behind
    static constexpr Extent where{.begin = Offset(mib), .size = Bytes(64 * mib)};

    std::string text = groupText();
    std::vector<LvmArea> areas{{.at = 4096, .size = 32768}};
    std::uint64_t textAt = 512;  ///< in each of the areas
    char uuid = 'P';             ///< that the label has
    std::uint32_t locationFlags = 0;
    std::uint64_t precommitted = 0;
    std::string secondText{};  ///< of the second area, where it is another

    [[nodiscard]] std::string label() const
    {
        std::string body = stored(32, 4) + "LVM2 001" + std::string(32, uuid) + stored(64 * mib, 8)
            + stored(mib, 8) + stored(0, 8) + stored(0, 16);
        for (const LvmArea &area : areas)
            body += stored(area.at, 8) + stored(area.size, 8);
        body += stored(0, 16) + stored(2, 4) + stored(1, 4) + stored(0, 16);
        body.resize(512 - 20);
        return "LABELONE" + stored(1, 8) + storedSum(body) + body;
    }

    [[nodiscard]] std::string header(LvmArea area, const std::string &its) const
    {
        const std::uint64_t at = its.empty() ? 0 : textAt;
        const std::string sum = its.empty() ? stored(0, 4) : storedSum(its);
        std::string body = " LVM2 x[5A%r0N*>" + stored(1, 4) + stored(area.at, 8) + stored(area.size, 8)
            + stored(at, 8) + stored(its.size(), 8) + sum + stored(locationFlags, 4)
            + stored(precommitted, 8);
        body.resize(508);
        return storedSum(body) + body;
    }

    static void put(SparseBytes &content, std::uint64_t at, const std::string &bytes)
    {
        content.write(where.begin + Bytes(static_cast<std::int64_t>(at)), std::as_bytes(std::span(bytes)));
    }

    [[nodiscard]] SparseBytes content() const
    {
        SparseBytes made(Bytes(66 * mib));
        const std::string noise(noiseSize, '\xa5');
        made.write(where.begin - Bytes(noiseSize), std::as_bytes(std::span(noise)));
        made.write(where.end(), std::as_bytes(std::span(noise)));
        put(made, 512, label());
        for (std::size_t i = 0; i < areas.size(); ++i) {
            const LvmArea area = areas[i];
            const std::string &its = i == 1 && !secondText.empty() ? secondText : text;
            // A former text: it says the old names too.
            if (area.size >= 16384)
                put(made, area.at + area.size - 8192, groupText());
            put(made, area.at, header(area, its));
            const std::size_t first = std::min<std::size_t>(its.size(), area.size - textAt);
            put(made, area.at + textAt, its.substr(0, first));
            put(made, area.at + 512, its.substr(first));
        }
        return made;
    }

    [[nodiscard]] static bool isGuardWhole(const SparseBytes &content)
    {
        const auto isNoise = [&](Offset at) {
            return std::ranges::all_of(content.read({.begin = at, .size = Bytes(noiseSize)}),
                                       [](std::byte one) { return one == std::byte{0xa5}; });
        };
        return isNoise(where.begin - Bytes(noiseSize)) && isNoise(where.end());
    }
    /// Whether the bytes stand anywhere in the first `size` of the partition.
    [[nodiscard]] static bool hasText(const SparseBytes &content, const std::string &wanted,
                                      std::int64_t size = 2 * mib)
    {
        const std::vector<std::byte> bytes = content.read({.begin = where.begin, .size = Bytes(size)});
        return !std::ranges::search(bytes, std::as_bytes(std::span(wanted))).empty();
    }
};

/// A physical volume with two metadata areas, as "pvcreate --metadatacopies 2" makes it.
inline MadeLvm twoAreas()
{
    return {.areas = {{.at = 4096, .size = 32768}, {.at = 524288, .size = 32768}}};
}

}
