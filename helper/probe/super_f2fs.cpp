// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"

namespace parterre {

namespace {

constexpr std::uint32_t magic = 0xF2F52010;
constexpr std::size_t blockSize = 4096;
constexpr std::size_t lastWord = blockSize - 4;
constexpr std::uint32_t checkpointUnmounted = 0x1;
constexpr std::uint32_t checkpointError = 0x8;
constexpr std::uint32_t checkpointFsck = 0x10;

struct F2fsSuper
{
    std::uint64_t blocks = 0;
    std::uint64_t checkpointBlock = 0;
    std::uint64_t blocksPerSegment = 0;
};

struct Checkpoint
{
    std::uint64_t version = 0;
    std::uint64_t validBlocks = 0;
    std::uint32_t flags = 0;
};

/// CRC-32 (IEEE, reflected) as f2fs seeds it; at most a few blocks are ever summed.
std::uint32_t checksum(std::uint32_t seed, std::span<const std::byte> bytes)
{
    std::uint32_t crc = seed;
    for (const std::byte byte : bytes) {
        crc ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return crc;
}

Result<F2fsSuper> readSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(1024, 1024));
    const std::uint32_t logPerSegment = littleEndian<std::uint32_t>(raw, 20);
    if (littleEndian<std::uint32_t>(raw, 0) != magic || littleEndian<std::uint32_t>(raw, 16) != 12
        || logPerSegment > 16) {
        return fail(ErrorCode::Corrupt, {}, "f2fs superblock");
    }
    return F2fsSuper{.blocks = littleEndian<std::uint64_t>(raw, 36),
                     .checkpointBlock = littleEndian<std::uint32_t>(raw, 76),
                     .blocksPerSegment = std::uint64_t{1} << logPerSegment};
}

/// A block of a checkpoint pack whose own checksum holds.
Result<std::vector<std::byte>> readCheckpointBlock(const RawView &view, std::uint64_t block)
{
    TRY(std::vector<std::byte> raw, view.read(block * blockSize, blockSize));
    const std::size_t sumAt = littleEndian<std::uint32_t>(raw, 164);
    if (sumAt < 192 || sumAt > lastWord || sumAt % 4 != 0)
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint");
    std::uint32_t sum = checksum(magic, std::span(raw).first(sumAt));
    if (sumAt < lastWord)
        sum = checksum(sum, std::span(raw).subspan(sumAt + 4));
    if (sum != littleEndian<std::uint32_t>(raw, sumAt))
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint checksum");
    return raw;
}

/// A pack counts only when its first and its last block were written by the same checkpoint.
Result<Checkpoint> readPack(const RawView &view, std::uint64_t block, std::uint64_t blocksMax)
{
    TRY(const std::vector<std::byte> head, readCheckpointBlock(view, block));
    const std::uint32_t blocks = littleEndian<std::uint32_t>(head, 136);
    if (blocks < 2 || blocks > blocksMax)
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint size");
    TRY(const std::vector<std::byte> tail, readCheckpointBlock(view, block + blocks - 1));
    const Checkpoint found{.version = littleEndian<std::uint64_t>(head, 0),
                           .validBlocks = littleEndian<std::uint64_t>(head, 16),
                           .flags = littleEndian<std::uint32_t>(head, 132)};
    if (littleEndian<std::uint64_t>(tail, 0) != found.version)
        return fail(ErrorCode::Corrupt, {}, "f2fs checkpoint torn");
    return found;
}

Dirt dirtOf(std::uint32_t flags)
{
    if ((flags & (checkpointError | checkpointFsck)) != 0)
        return Dirt::Errors;
    return (flags & checkpointUnmounted) != 0 ? Dirt::None : Dirt::NotUnmounted;
}

}

Result<SuperFacts> readF2fsFacts(const RawView &view)
{
    TRY(const F2fsSuper super, readSuper(view));
    SuperFacts facts{.size = amount(super.blocks, blockSize)};
    const Result<Checkpoint> first = readPack(view, super.checkpointBlock, super.blocksPerSegment);
    const Result<Checkpoint> second =
        readPack(view, super.checkpointBlock + super.blocksPerSegment, super.blocksPerSegment);
    for (const Result<Checkpoint> *pack : {&first, &second}) {
        if (!*pack && pack->error().code != ErrorCode::Corrupt)
            return std::unexpected(pack->error());
    }
    if (!first && !second) {
        facts.dirt = Dirt::Errors;
        return facts;
    }
    const bool isSecondNewer = !first || (second && second->version > first->version);
    const Checkpoint &newest = isSecondNewer ? *second : *first;
    facts.used = amount(newest.validBlocks, blockSize);
    facts.dirt = dirtOf(newest.flags);
    return facts;
}

}
