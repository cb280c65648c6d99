// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "helper/super/f2fs_checkpoint.h"

namespace parterre {

namespace {

constexpr std::uint32_t magic = 0xF2F52010;
constexpr std::size_t blockSize = 4096;
constexpr std::uint32_t checkpointUnmounted = 0x1;
constexpr std::uint32_t checkpointError = 0x8;
constexpr std::uint32_t checkpointFsck = 0x10;

struct F2fsSuper
{
    std::uint64_t blocks = 0;
    std::uint64_t checkpointBlock = 0;
    std::uint64_t blocksPerSegment = 0;
};

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
    const Result<F2fsCheckpoint> first =
        readF2fsCheckpoint(view, super.checkpointBlock, super.blocksPerSegment);
    const Result<F2fsCheckpoint> second =
        readF2fsCheckpoint(view, super.checkpointBlock + super.blocksPerSegment, super.blocksPerSegment);
    for (const Result<F2fsCheckpoint> *pack : {&first, &second}) {
        if (!*pack && pack->error().code != ErrorCode::Corrupt)
            return std::unexpected(pack->error());
    }
    if (!first && !second) {
        facts.dirt = Dirt::Errors;
        return facts;
    }
    const bool isSecondNewer = !first || (second && second->version > first->version);
    const F2fsCheckpoint &newest = isSecondNewer ? *second : *first;
    facts.used = amount(newest.validBlocks, blockSize);
    facts.dirt = dirtOf(newest.flags);
    return facts;
}

}
