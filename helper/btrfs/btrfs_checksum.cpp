// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/btrfs/btrfs_checksum.h"

#include "helper/block/crc32c.h"
#include "helper/block/little_endian.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <xxhash.h>

namespace parterre {

namespace {

constexpr std::size_t checksumSize = 32;

/// The sum, and how many of its bytes count: the room's others are whatever was there before.
struct Sum
{
    std::array<std::byte, checksumSize> bytes{};
    std::size_t size = 0;
};

template<std::unsigned_integral T>
Sum numberSum(T value)
{
    Sum sum{.size = sizeof value};
    putLittleEndian<T>(sum.bytes, 0, value);
    return sum;
}

Sum hashSum(QCryptographicHash::Algorithm algorithm, std::span<const std::byte> covered)
{
    Sum sum{.size = checksumSize};
    const QByteArray hash = QCryptographicHash::hash(QByteArrayView(covered), algorithm);
    std::ranges::copy(std::as_bytes(std::span(hash)), sum.bytes.begin());
    return sum;
}

Result<Sum> sumOf(std::uint16_t kind, std::span<const std::byte> raw)
{
    const std::span<const std::byte> covered = raw.subspan(checksumSize);
    switch (kind) {
    case 0:
        return numberSum(~crc32c(~0U, covered));
    case 1:
        return numberSum<std::uint64_t>(XXH64(covered.data(), covered.size(), 0));
    case 2:
        return hashSum(QCryptographicHash::Sha256, covered);
    case 3:
        return hashSum(QCryptographicHash::Blake2b_256, covered);
    default:
        return fail(ErrorCode::Unsupported, {}, "btrfs checksum kind");
    }
}

}

Result<> checkBtrfsChecksum(std::uint16_t kind, std::span<const std::byte> raw)
{
    TRY(const Sum sum, sumOf(kind, raw));
    if (!std::ranges::equal(std::span(sum.bytes).first(sum.size), raw.first(sum.size)))
        return fail(ErrorCode::Corrupt, {}, "btrfs checksum");
    return {};
}

Result<> sealBtrfsBlock(std::uint16_t kind, std::span<std::byte> raw)
{
    TRY(const Sum sum, sumOf(kind, raw));
    std::ranges::copy(sum.bytes, raw.begin());
    return {};
}

}
