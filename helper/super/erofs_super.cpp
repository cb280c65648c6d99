// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/erofs_super.h"

#include "helper/block/crc32c.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::size_t leastSize = 128;
constexpr std::uint32_t magic = 0xE0F5E1E2;
constexpr std::size_t checksumAt = 4;

}

std::uint32_t ErofsSuper::checksum() const
{
    std::vector<std::byte> bytes = raw;
    std::ranges::fill(std::span(bytes).subspan(checksumAt, 4), std::byte{0});
    return crc32c(~0U, bytes);
}

Result<ErofsSuper> readErofsSuper(const RawView &view)
{
    TRY(const std::vector<std::byte> head, view.read(ErofsSuper::at, leastSize));
    const auto logSize = std::to_integer<unsigned>(head[12]);
    if (littleEndian<std::uint32_t>(head, 0) != magic || logSize < 9 || logSize > 16)
        return fail(ErrorCode::Corrupt, "erofs", "there is no superblock");
    const std::uint64_t blockSize = std::uint64_t{1} << logSize;
    const std::uint64_t covered = blockSize > ErofsSuper::at ? blockSize - ErofsSuper::at : blockSize;
    ErofsSuper super{.raw = head, .blockSize = blockSize};
    if (!super.hasChecksum())
        return super;
    TRY(super.raw, view.read(ErofsSuper::at, static_cast<std::size_t>(covered)));
    if (super.checksum() != littleEndian<std::uint32_t>(super.raw, checksumAt))
        return fail(ErrorCode::Corrupt, "erofs", "the checksum of the superblock");
    return super;
}

}
