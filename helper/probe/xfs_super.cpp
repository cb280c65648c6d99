// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/xfs_super.h"

#include "helper/block/crc32c.h"
#include "helper/probe/super_facts.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint32_t magic = 0x58465342;  // "XFSB"
constexpr std::size_t checksumAt = 224;
constexpr std::size_t uuidAt = 32;
constexpr std::size_t metaUuidAt = 248;
constexpr std::uint32_t incompatMetaUuid = 0x4;

/// A block's address is the group's number and, in as many bits as the largest group needs, the
/// block's number in it.
std::optional<std::uint64_t> linear(std::uint64_t address, unsigned groupShift, std::uint64_t groupBlocks)
{
    if (address == 0 || groupShift > 31)
        return std::nullopt;
    const std::uint64_t group = address >> groupShift;
    const std::uint64_t within = address & ((std::uint64_t{1} << groupShift) - 1);
    const std::optional<Bytes> before = amount(group, groupBlocks);
    if (!before)
        return std::nullopt;
    return static_cast<std::uint64_t>(before->count()) + within;
}

void readFifthFormat(XfsSuper &super, std::span<const std::byte> raw)
{
    super.readOnlyFeatures = bigEndian<std::uint32_t>(raw, 212);
    super.incompatFeatures = bigEndian<std::uint32_t>(raw, 216);
    if ((super.incompatFeatures & incompatMetaUuid) != 0)
        std::ranges::copy(raw.subspan(metaUuidAt, super.uuid.size()), super.uuid.begin());
}

}

bool hasXfsChecksum(std::span<const std::byte> raw, std::size_t at)
{
    constexpr std::array<std::byte, 4> zeros{};
    std::uint32_t sum = crc32c(~0U, raw.first(at));
    sum = crc32c(sum, zeros);
    sum = crc32c(sum, raw.subspan(at + zeros.size()));
    return ~sum == littleEndian<std::uint32_t>(raw, at);
}

Result<XfsSuper> readXfsSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(0, 512));
    const auto number = [&](std::size_t at) { return bigEndian<std::uint32_t>(raw, at); };
    const auto large = [&](std::size_t at) { return bigEndian<std::uint64_t>(raw, at); };
    XfsSuper super{.blocks = large(8),
                   .realtimeBlocks = large(16),
                   .freeBlocks = large(144),
                   .blockSize = number(4),
                   .sectorSize = bigEndian<std::uint16_t>(raw, 102),
                   .groupBlocks = number(84),
                   .groups = number(88),
                   .logBlock = linear(large(48), std::to_integer<unsigned>(raw[124]), number(84)),
                   .logBlocks = number(96),
                   .version = bigEndian<std::uint16_t>(raw, 100),
                   .features2 = number(200),
                   .isBeingMade = raw[126] != std::byte{0}};
    if (number(0) != magic || !isPowerBetween(super.blockSize, 512, 65536)
        || !isPowerBetween(super.sectorSize, 512, 32768)) {
        return fail(ErrorCode::Corrupt, "XFS", "superblock");
    }
    std::ranges::copy(std::span(raw).subspan(uuidAt, super.uuid.size()), super.uuid.begin());
    if (!super.hasChecksums())
        return super;
    TRY(const std::vector<std::byte> sector, view.read(0, static_cast<std::size_t>(super.sectorSize)));
    if (!hasXfsChecksum(sector, checksumAt))
        return fail(ErrorCode::Corrupt, "XFS", "superblock checksum");
    readFifthFormat(super, raw);
    return super;
}

Result<XfsLogState> readXfsLog(const RawView &view, const XfsSuper &super)
{
    if (!super.logBlock || *super.logBlock > super.blocks)
        return XfsLogState::Unknown;
    const std::optional<Bytes> at = amount(*super.logBlock, super.blockSize);
    if (!at)
        return XfsLogState::Unknown;
    Result<XfsLogState> state =
        readXfsLogState(view, static_cast<std::uint64_t>(at->count()), super.logBlocks * super.blockSize);
    if (!state && state.error().code == ErrorCode::Corrupt)
        return XfsLogState::Unknown;
    return state;
}

}
