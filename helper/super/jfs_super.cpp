// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/jfs_super.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t superblockAt = 32768;
constexpr std::size_t superblockSize = 184;
constexpr std::uint32_t magic = 0x3153464A;  // "JFS1"
constexpr std::uint32_t inlineLog = 0x800;

/// Where the run of blocks ends that is described at `at`: 24 bits of length, 40 of address.
std::uint64_t endOf(std::span<const std::byte> raw, std::size_t at)
{
    const std::uint64_t first = littleEndian<std::uint32_t>(raw, at);
    return ((first >> 24U) << 32U) + littleEndian<std::uint32_t>(raw, at + 4) + (first & 0xFFFFFFU);
}

/// Mounted is FM_MOUNT; FM_DIRTY, FM_LOGREDO and FM_EXTENDFS say that something went wrong before it ended.
JfsSuper::State stateOf(std::uint32_t state)
{
    if (state == 0)
        return JfsSuper::State::Clean;
    return state == 1 ? JfsSuper::State::InUse : JfsSuper::State::Damaged;
}

}

Result<JfsSuper> readJfsSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    const auto word = [&](std::size_t at) { return littleEndian<std::uint32_t>(raw, at); };
    const std::uint64_t blockSize = word(16);
    const std::uint64_t sectorSize = word(24);
    if (word(0) != magic || !isPowerBetween(blockSize, 512, 4096) || !isPowerBetween(sectorSize, 512, 4096))
        return fail(ErrorCode::Corrupt, "jfs", "there is no superblock");
    const std::optional<Bytes> volume = amount(littleEndian<std::uint64_t>(raw, 8), sectorSize);
    if (!volume)
        return fail(ErrorCode::Corrupt, "jfs", "the size of the volume");
    const bool isLogInside = (word(36) & inlineLog) != 0 && word(64) == 0;
    const std::uint64_t end = std::max(endOf(raw, 80), isLogInside ? endOf(raw, 72) : 0) * blockSize;
    return JfsSuper{.size = std::max(static_cast<std::uint64_t>(volume->count()), end),
                    .blockSize = static_cast<std::uint32_t>(blockSize),
                    .state = stateOf(word(40)),
                    .isLogInside = isLogInside};
}

}
