// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/crc32c.h"
#include "helper/probe/super_facts.h"

namespace parterre {

namespace {

// Offsets and bits of struct ext2_super_block.
constexpr std::uint64_t superblockAt = 1024;
constexpr std::size_t superblockSize = 1024;
constexpr std::uint16_t magic = 0xEF53;
constexpr std::uint32_t incompatRecover = 0x4;
constexpr std::uint32_t incompat64Bit = 0x80;
constexpr std::uint32_t readOnlyMetadataCsum = 0x400;
constexpr std::uint16_t stateValid = 0x1;
constexpr std::uint16_t stateError = 0x2;

struct ExtSuper
{
    std::uint64_t blocks = 0;
    std::uint64_t freeBlocks = 0;
    std::uint64_t blockSize = 0;
    std::uint16_t state = 0;
    std::uint32_t incompat = 0;
};

Result<ExtSuper> readSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    const std::uint32_t logSize = littleEndian<std::uint32_t>(raw, 24);
    if (littleEndian<std::uint16_t>(raw, 56) != magic || logSize > 6)
        return fail(ErrorCode::Corrupt, {}, "ext superblock");
    const std::uint32_t readOnlyFeatures = littleEndian<std::uint32_t>(raw, 100);
    if ((readOnlyFeatures & readOnlyMetadataCsum) != 0
        && crc32c(~0U, std::span(raw).first(1020)) != littleEndian<std::uint32_t>(raw, 1020)) {
        return fail(ErrorCode::Corrupt, {}, "ext superblock checksum");
    }
    const std::uint32_t incompat = littleEndian<std::uint32_t>(raw, 96);
    const bool isWide = (incompat & incompat64Bit) != 0;
    const auto wide = [&](std::size_t low, std::size_t high) {
        const std::uint64_t upper = isWide ? littleEndian<std::uint32_t>(raw, high) : 0;
        return (upper << 32) | littleEndian<std::uint32_t>(raw, low);
    };
    return ExtSuper{.blocks = wide(4, 336),
                    .freeBlocks = wide(12, 344),
                    .blockSize = std::uint64_t{1024} << logSize,
                    .state = littleEndian<std::uint16_t>(raw, 58),
                    .incompat = incompat};
}

Dirt dirtOf(const ExtSuper &super)
{
    if ((super.state & stateError) != 0)
        return Dirt::Errors;
    if ((super.incompat & incompatRecover) != 0)
        return Dirt::JournalToReplay;
    return (super.state & stateValid) != 0 ? Dirt::None : Dirt::NotUnmounted;
}

}

Result<SuperFacts> readExtFacts(const RawView &view)
{
    TRY(const ExtSuper super, readSuper(view));
    if (super.freeBlocks > super.blocks)
        return fail(ErrorCode::Corrupt, {}, "ext free blocks");
    return SuperFacts{.size = amount(super.blocks, super.blockSize),
                      .used = amount(super.blocks - super.freeBlocks, super.blockSize),
                      .dirt = dirtOf(super)};
}

}
