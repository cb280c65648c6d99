// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/nilfs2_super.h"

#include "helper/block/crc32.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t superblockAt = 1024;
constexpr std::size_t superblockSize = 1024;
constexpr std::size_t leastCovered = 160;
constexpr std::uint16_t magic = 0x3434;
constexpr std::size_t sumAt = 16;
constexpr std::uint16_t valid = 1;
constexpr std::uint16_t error = 2;

/// It covers as many bytes as the superblock says, with zeros for itself, seeded as that says.
bool isSumRight(const std::vector<std::byte> &raw)
{
    const std::size_t covered = littleEndian<std::uint16_t>(raw, 8);
    if (covered < leastCovered || covered > superblockSize)
        return false;
    std::vector<std::byte> bytes(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(covered));
    std::ranges::fill(std::span(bytes).subspan(sumAt, 4), std::byte{0});
    return rawCrc32(littleEndian<std::uint32_t>(raw, 12), bytes) == littleEndian<std::uint32_t>(raw, sumAt);
}

Nilfs2Super::State stateOf(std::uint16_t state)
{
    if ((state & error) != 0)
        return Nilfs2Super::State::Damaged;
    return (state & valid) != 0 ? Nilfs2Super::State::Clean : Nilfs2Super::State::InUse;
}

}

Result<Nilfs2Super> readNilfs2Super(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    const auto logSize = littleEndian<std::uint32_t>(raw, 20);
    if (littleEndian<std::uint16_t>(raw, 6) != magic || logSize > 6 || !isSumRight(raw))
        return fail(ErrorCode::Corrupt, "nilfs2", "there is no superblock, or its checksum is another");
    return Nilfs2Super{.size = littleEndian<std::uint64_t>(raw, 32),
                       .segments = littleEndian<std::uint64_t>(raw, 24),
                       .segmentBlocks = littleEndian<std::uint32_t>(raw, 48),
                       .blockSize = std::uint64_t{1024} << logSize,
                       .freeBlocks = littleEndian<std::uint64_t>(raw, 80),
                       .state = stateOf(littleEndian<std::uint16_t>(raw, 116))};
}

}
