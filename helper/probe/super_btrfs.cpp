// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"

#include <limits>
#include <xxhash.h>

namespace parterre {

namespace {

constexpr std::uint64_t superblockAt = 65536;
constexpr std::size_t superblockSize = 4096;
constexpr std::size_t checksumSize = 32;
constexpr std::uint64_t magic = 0x4D5F53665248425FULL;  // "_BHRfS_M"
constexpr std::uint16_t checksumCrc32c = 0;
constexpr std::uint16_t checksumXxhash = 1;
/// The error mark, a metadata dump, and the marks of an identifier change that was interrupted.
constexpr std::uint64_t flagsOfDamage = (1ULL << 2) | (1ULL << 33) | (1ULL << 34) | (1ULL << 35);

/// SHA-256 and BLAKE2 are not checked here: libblkid and the tools do, and the magic, the place
/// and the sums below must fit all the same.
bool isChecksumRight(std::span<const std::byte> raw)
{
    const std::span<const std::byte> covered = raw.subspan(checksumSize);
    switch (littleEndian<std::uint16_t>(raw, 196)) {
    case checksumCrc32c:
        return ~crc32c(~0U, covered) == littleEndian<std::uint32_t>(raw, 0);
    case checksumXxhash:
        return XXH64(covered.data(), covered.size(), 0) == littleEndian<std::uint64_t>(raw, 0);
    default:
        return true;
    }
}

}

Result<SuperFacts> readBtrfsFacts(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    if (littleEndian<std::uint64_t>(raw, 64) != magic || littleEndian<std::uint64_t>(raw, 48) != superblockAt
        || !isChecksumRight(raw)) {
        return fail(ErrorCode::Corrupt, {}, "btrfs superblock");
    }
    const std::uint64_t devices = littleEndian<std::uint64_t>(raw, 136);
    if (devices == 0 || devices > std::numeric_limits<std::uint16_t>::max())
        return fail(ErrorCode::Corrupt, {}, "btrfs device count");

    SuperFacts facts{.deviceCount = static_cast<int>(devices)};
    if ((littleEndian<std::uint64_t>(raw, 56) & flagsOfDamage) != 0)
        facts.dirt = Dirt::Errors;
    else if (littleEndian<std::uint64_t>(raw, 96) != 0)
        facts.dirt = Dirt::JournalToReplay;
    // The counters of the superblock are sums over all devices; of one of many, only its own size.
    constexpr std::size_t allTotal = 112;
    constexpr std::size_t ownTotal = 209;
    facts.size = amount(littleEndian<std::uint64_t>(raw, devices == 1 ? allTotal : ownTotal), 1);
    if (devices == 1)
        facts.used = amount(littleEndian<std::uint64_t>(raw, 120), 1);
    return facts;
}

}
