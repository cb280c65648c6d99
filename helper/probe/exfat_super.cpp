// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/exfat_super.h"

#include <string_view>

namespace parterre {

namespace {

constexpr std::string_view magic = "EXFAT   ";

}

/// The twelfth sector has the sum of the eleven before it, over and over.
Result<std::vector<std::byte>> readExFatRegion(const RawView &view, std::uint64_t at,
                                               std::uint64_t sectorSize)
{
    const auto size = static_cast<std::size_t>(sectorSize * ExFatSuper::regionSectors);
    TRY(std::vector<std::byte> raw, view.read(at, size));
    const std::size_t summed = size - static_cast<std::size_t>(sectorSize);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < summed; ++i) {
        if (!isExFatVolatile(i))
            sum = std::rotr(sum, 1) + std::to_integer<std::uint32_t>(raw[i]);
    }
    if (sum != littleEndian<std::uint32_t>(raw, summed))
        return fail(ErrorCode::Corrupt, "exFAT", "boot checksum");
    return raw;
}

Result<ExFatSuper> readExFatSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(0, 512));
    const auto number = [&](std::size_t at) { return littleEndian<std::uint32_t>(raw, at); };
    const unsigned sectorShift = std::to_integer<unsigned>(raw[108]);
    const unsigned clusterShift = std::to_integer<unsigned>(raw[109]);
    if (std::memcmp(raw.data() + 3, magic.data(), magic.size()) != 0 || sectorShift < 9 || sectorShift > 12
        || clusterShift > 25 - sectorShift) {
        return fail(ErrorCode::Corrupt, "exFAT", "boot sector");
    }
    const std::uint64_t sectorSize = std::uint64_t{1} << sectorShift;
    CHECK(readExFatRegion(view, 0, sectorSize));
    return ExFatSuper{.sectors = littleEndian<std::uint64_t>(raw, 72),
                      .sectorSize = sectorSize,
                      .clusterSize = sectorSize << clusterShift,
                      .clusters = number(92),
                      .fatAt = number(80) * sectorSize,
                      .fatSize = number(84) * sectorSize,
                      .tables = std::to_integer<std::uint64_t>(raw[110]),
                      .heapAt = number(88) * sectorSize,
                      .rootCluster = number(96),
                      .revision = littleEndian<std::uint16_t>(raw, 104),
                      .flags = littleEndian<std::uint16_t>(raw, 106)};
}

Result<std::uint64_t> exFatClusterAt(const ExFatSuper &super, std::uint64_t cluster)
{
    if (cluster < 2 || cluster - 2 >= super.clusters)
        return fail(ErrorCode::Corrupt, "exFAT", "cluster");
    return super.heapAt + (cluster - 2) * super.clusterSize;
}

}
