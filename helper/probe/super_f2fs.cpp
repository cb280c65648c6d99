// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "helper/super/f2fs_checkpoint.h"

namespace parterre {

namespace {

constexpr std::uint32_t magic = 0xF2F52010;
constexpr std::size_t blockSize = 4096;

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

Dirt dirtOf(const F2fsCheckpoint &newest)
{
    switch (stateOf(newest)) {
    case F2fsState::Unmounted:
        return Dirt::None;
    case F2fsState::InUse:
        return Dirt::NotUnmounted;
    case F2fsState::Damaged:
        break;
    }
    return Dirt::Errors;
}

}

Result<SuperFacts> readF2fsFacts(const RawView &view)
{
    TRY(const F2fsSuper super, readSuper(view));
    SuperFacts facts{.size = amount(super.blocks, blockSize)};
    const Result<F2fsCheckpoint> newest =
        readNewestF2fsCheckpoint(view, super.checkpointBlock, super.blocksPerSegment);
    if (!newest && newest.error().code != ErrorCode::Corrupt)
        return std::unexpected(newest.error());
    facts.dirt = newest ? dirtOf(*newest) : Dirt::Errors;
    if (newest)
        facts.used = amount(newest->validBlocks, blockSize);
    return facts;
}

}
