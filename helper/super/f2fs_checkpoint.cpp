// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/f2fs_checkpoint.h"

namespace parterre {

std::uint32_t f2fsChecksum(std::uint32_t seed, std::span<const std::byte> bytes)
{
    std::uint32_t crc = seed;
    for (const std::byte byte : bytes) {
        crc ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return crc;
}

namespace {

constexpr std::uint32_t magic = 0xF2F52010;
constexpr std::size_t blockSize = 4096;
constexpr std::size_t lastWord = blockSize - 4;

/// A block of a checkpoint pack whose own checksum holds.
Result<std::vector<std::byte>> readCheckpointBlock(const RawView &view, std::uint64_t block)
{
    TRY(std::vector<std::byte> raw, view.read(block * blockSize, blockSize));
    const std::size_t sumAt = littleEndian<std::uint32_t>(raw, 164);
    if (sumAt < 192 || sumAt > lastWord || sumAt % 4 != 0)
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint");
    std::uint32_t sum = f2fsChecksum(magic, std::span(raw).first(sumAt));
    if (sumAt < lastWord)
        sum = f2fsChecksum(sum, std::span(raw).subspan(sumAt + 4));
    if (sum != littleEndian<std::uint32_t>(raw, sumAt))
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint checksum");
    return raw;
}

}

Result<F2fsCheckpoint> readF2fsCheckpoint(const RawView &view, std::uint64_t block, std::uint64_t blocksMax)
{
    TRY(std::vector<std::byte> head, readCheckpointBlock(view, block));
    const std::uint32_t blocks = littleEndian<std::uint32_t>(head, 136);
    if (blocks < 2 || blocks > blocksMax)
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint size");
    TRY(const std::vector<std::byte> tail, readCheckpointBlock(view, block + blocks - 1));
    F2fsCheckpoint found{.head = {},
                         .block = block,
                         .blocks = blocks,
                         .version = littleEndian<std::uint64_t>(head, 0),
                         .validBlocks = littleEndian<std::uint64_t>(head, 16),
                         .flags = littleEndian<std::uint32_t>(head, 132)};
    if (littleEndian<std::uint64_t>(tail, 0) != found.version)
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint torn");
    found.head = std::move(head);
    return found;
}

}
