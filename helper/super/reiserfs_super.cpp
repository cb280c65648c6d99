// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/reiserfs_super.h"

#include <cstring>
#include <string_view>

namespace parterre {

namespace {

constexpr std::uint64_t superblockAt = 65536;
constexpr std::size_t superblockSize = 204;
constexpr std::uint16_t unmounted = 1;

/// The first says whether it was unmounted, the second what reiserfsck found.
ReiserFsSuper::State stateOf(std::uint16_t mountState, std::uint16_t checkState)
{
    if (checkState != 0)
        return ReiserFsSuper::State::Damaged;
    return mountState == unmounted ? ReiserFsSuper::State::Clean : ReiserFsSuper::State::InUse;
}

}

Result<ReiserFsSuper> readReiserFsSuper(const RawView &view)
{
    using namespace std::string_view_literals;
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    const auto half = [&](std::size_t at) { return littleEndian<std::uint16_t>(raw, at); };
    const auto word = [&](std::size_t at) { return littleEndian<std::uint32_t>(raw, at); };
    const auto says = [&](std::string_view magic) {
        return std::memcmp(raw.data() + 52, magic.data(), magic.size()) == 0;
    };
    // The third is that of a journal which is not where it usually is, of either format.
    const bool isOld = says("ReIsErFs\0"sv);
    const bool isNew = says("ReIsEr2Fs"sv);
    const bool isElsewhere = says("ReIsEr3Fs"sv);
    const ReiserFsSuper super{.blocks = word(0),
                              .freeBlocks = word(4),
                              .blockSize = half(44),
                              .state = stateOf(half(50), half(62)),
                              .hasUuid = isNew || (isElsewhere && half(72) == 2),
                              .isLogInside = !isElsewhere && word(16) == 0};
    if ((!isOld && !isNew && !isElsewhere) || !isPowerBetween(super.blockSize, 512, 8192)
        || super.freeBlocks > super.blocks)
        return fail(ErrorCode::Corrupt, "reiserfs", "there is no superblock");
    return super;
}

}
