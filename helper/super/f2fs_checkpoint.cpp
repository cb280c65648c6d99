// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/f2fs_checkpoint.h"

#include "helper/block/crc32.h"

namespace parterre {

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
    std::uint32_t sum = rawCrc32(magic, std::span(raw).first(sumAt));
    if (sumAt < lastWord)
        sum = rawCrc32(sum, std::span(raw).subspan(sumAt + 4));
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

Result<F2fsCheckpoint> readNewestF2fsCheckpoint(const RawView &view, std::uint64_t block,
                                                std::uint64_t segment)
{
    Result<F2fsCheckpoint> first = readF2fsCheckpoint(view, block, segment);
    Result<F2fsCheckpoint> second = readF2fsCheckpoint(view, block + segment, segment);
    for (const Result<F2fsCheckpoint> *pack : {&first, &second}) {
        if (!*pack && pack->error().code != ErrorCode::Corrupt)
            return std::unexpected(pack->error());
    }
    const bool isSecondNewer = !first || (second && second->version > first->version);
    return isSecondNewer ? std::move(second) : std::move(first);
}

F2fsState stateOf(const F2fsCheckpoint &checkpoint)
{
    constexpr std::uint32_t unmounted = 0x1;
    constexpr std::uint32_t error = 0x8;
    constexpr std::uint32_t toBeChecked = 0x10;
    if ((checkpoint.flags & (error | toBeChecked)) != 0)
        return F2fsState::Damaged;
    return (checkpoint.flags & unmounted) != 0 ? F2fsState::Unmounted : F2fsState::InUse;
}

}
