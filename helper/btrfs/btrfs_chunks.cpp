// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/btrfs/btrfs_chunks.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::size_t chunksMax = std::size_t{1} << 18U;  // 10 MiB of memory; 256 TiB where each has 1 GiB
constexpr std::uint64_t chunkObject = 256;
constexpr std::uint64_t uses = 0x7;  // data, system, metadata
constexpr std::uint64_t raid0 = 0x8;
constexpr std::uint64_t dup = 0x20;

std::size_t stripesOf(std::span<const std::byte> item)
{
    return littleEndian<std::uint16_t>(item, 44);
}

/// How many copies lie in order, one in each stripe.
Result<std::size_t> copiesOf(std::span<const std::byte> item)
{
    const std::uint64_t type = littleEndian<std::uint64_t>(item, 24);
    const std::uint64_t profile = type & ~uses;
    if ((type & uses) == 0)
        return fail(ErrorCode::Corrupt, {}, "btrfs chunk type");
    const std::size_t copies = profile == dup ? 2 : 1;
    if ((profile != 0 && profile != raid0 && profile != dup) || stripesOf(item) != copies)
        return fail(ErrorCode::Unsupported, {}, "btrfs profile of several devices");
    return copies;
}

Result<std::uint64_t> stripeStart(const BtrfsSuper &super, std::span<const std::byte> stripe,
                                  std::uint64_t size)
{
    const BtrfsUuid device = btrfsUuidAt(stripe, 16);
    if (littleEndian<std::uint64_t>(stripe, 0) != super.deviceId
        || (device != super.deviceUuid && device != super.nextDeviceUuid)) {
        return fail(ErrorCode::Unsupported, {}, "btrfs chunk on another device");
    }
    const std::uint64_t at = littleEndian<std::uint64_t>(stripe, 8);
    if (at > super.size || size > super.size - at)
        return fail(ErrorCode::Corrupt, {}, "btrfs chunk leaves the device");
    return at;
}

}

BtrfsKey BtrfsKey::at(std::span<const std::byte> from, std::size_t at)
{
    return {.object = littleEndian<std::uint64_t>(from, at),
            .type = littleEndian<std::uint8_t>(from, at + 8),
            .offset = littleEndian<std::uint64_t>(from, at + 9)};
}

Result<BtrfsChunks> BtrfsChunks::inSuper(const BtrfsSuper &super)
{
    BtrfsChunks chunks;
    std::span<const std::byte> rest = super.systemChunks;
    while (!rest.empty()) {
        if (rest.size() < BtrfsKey::storedSize + headSize)
            return fail(ErrorCode::Corrupt, {}, "btrfs system chunks");
        const BtrfsKey key = BtrfsKey::at(rest, 0);
        rest = rest.subspan(BtrfsKey::storedSize);
        const std::size_t size = headSize + stripesOf(rest) * stripeSize;
        if (rest.size() < size)
            return fail(ErrorCode::Corrupt, {}, "btrfs system chunks");
        CHECK(chunks.add(super, key, rest.first(size)));
        rest = rest.subspan(size);
    }
    return chunks;
}

Result<> BtrfsChunks::add(const BtrfsSuper &super, const BtrfsKey &key, std::span<const std::byte> item)
{
    if (key.object != chunkObject || key.type != itemType || item.size() < headSize
        || item.size() != headSize + stripesOf(item) * stripeSize) {
        return fail(ErrorCode::Corrupt, {}, "btrfs chunk item");
    }
    BtrfsChunk chunk{.logical = key.offset, .size = littleEndian<std::uint64_t>(item, 0)};
    if (chunk.size == 0 || chunk.size > ~chunk.logical
        || (chunk.logical | chunk.size) % super.sectorSize != 0)
        return fail(ErrorCode::Corrupt, {}, "btrfs chunk bounds");
    TRY(chunk.copies, copiesOf(item));
    for (std::size_t i = 0; i < chunk.copies; ++i) {
        TRY(chunk.at[i], stripeStart(super, item.subspan(headSize + i * stripeSize, stripeSize), chunk.size));
    }
    if (m_chunks.size() >= chunksMax)
        return fail(ErrorCode::Unsupported, {}, "too many btrfs chunks");
    const auto after = std::ranges::upper_bound(m_chunks, chunk.logical, {}, &BtrfsChunk::logical);
    if ((after != m_chunks.begin() && chunk.logical - std::prev(after)->logical < std::prev(after)->size)
        || (after != m_chunks.end() && after->logical - chunk.logical < chunk.size)) {
        return fail(ErrorCode::Corrupt, {}, "btrfs chunks overlap");
    }
    m_chunks.insert(after, chunk);
    return {};
}

const BtrfsChunk *BtrfsChunks::holding(std::uint64_t logical, std::uint64_t size) const
{
    const auto after = std::ranges::upper_bound(m_chunks, logical, {}, &BtrfsChunk::logical);
    if (after == m_chunks.begin())
        return nullptr;
    const BtrfsChunk &chunk = *std::prev(after);
    const std::uint64_t within = logical - chunk.logical;
    return within < chunk.size && size <= chunk.size - within ? &chunk : nullptr;
}

bool BtrfsChunks::includes(const BtrfsChunks &others) const
{
    return std::ranges::all_of(others.m_chunks, [&](const BtrfsChunk &other) {
        const BtrfsChunk *own = holding(other.logical, other.size);
        return own != nullptr && *own == other;
    });
}

}
