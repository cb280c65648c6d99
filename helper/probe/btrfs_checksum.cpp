// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/btrfs_checksum.h"

#include "helper/probe/super_facts.h"

#include <QCryptographicHash>

#include <algorithm>
#include <xxhash.h>

namespace parterre {

namespace {

constexpr std::size_t checksumSize = 32;

bool isHash(QCryptographicHash::Algorithm algorithm, std::span<const std::byte> raw)
{
    const std::span<const std::byte> covered = raw.subspan(checksumSize);
    const QByteArray hash = QCryptographicHash::hash(QByteArrayView(covered), algorithm);
    return std::ranges::equal(std::as_bytes(std::span(hash)), raw.first(checksumSize));
}

}

Result<> checkBtrfsChecksum(std::uint16_t kind, std::span<const std::byte> raw)
{
    const std::span<const std::byte> covered = raw.subspan(checksumSize);
    bool isRight = false;
    switch (kind) {
    case 0:
        isRight = ~crc32c(~0U, covered) == littleEndian<std::uint32_t>(raw, 0);
        break;
    case 1:
        isRight = XXH64(covered.data(), covered.size(), 0) == littleEndian<std::uint64_t>(raw, 0);
        break;
    case 2:
        isRight = isHash(QCryptographicHash::Sha256, raw);
        break;
    case 3:
        isRight = isHash(QCryptographicHash::Blake2b_256, raw);
        break;
    default:
        return fail(ErrorCode::Unsupported, {}, "btrfs checksum kind");
    }
    if (!isRight)
        return fail(ErrorCode::Corrupt, {}, "btrfs checksum");
    return {};
}

}
