// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/btrfs/btrfs_checksum.h"
#include "helper/probe/super_facts.h"

#include <limits>

namespace parterre {

namespace {

constexpr std::uint64_t superblockAt = 65536;
constexpr std::size_t superblockSize = 4096;
constexpr std::uint64_t magic = 0x4D5F53665248425FULL;  // "_BHRfS_M"
/// The error mark, a metadata dump, and the marks of an identifier change that was interrupted.
constexpr std::uint64_t flagsOfDamage = (1ULL << 2) | (1ULL << 33) | (1ULL << 34) | (1ULL << 35);

}

Result<SuperFacts> readBtrfsFacts(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    if (littleEndian<std::uint64_t>(raw, 64) != magic || littleEndian<std::uint64_t>(raw, 48) != superblockAt
        || !checkBtrfsChecksum(littleEndian<std::uint16_t>(raw, 196), raw)) {
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
