// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/own_length.h"
#include "helper/allocation/readers.h"
#include "helper/block/crc32c.h"
#include "helper/block/raw_view.h"

#include <algorithm>

namespace parterre {

namespace {

// Fields of struct erofs_super_block, fs/erofs/erofs_fs.h.
constexpr std::uint64_t superblockAt = 1024;
constexpr std::size_t superblockSize = 128;
constexpr std::uint32_t magic = 0xE0F5E1E2;
constexpr std::uint32_t hasChecksum = 1;
/// Up to the prefixes of extended attributes: those that leave the count of blocks as it is.
constexpr std::uint32_t incompatible = 0x7F;

/// It covers the rest of the superblock's block, with zeros for itself.
Result<bool> isChecksumRight(const RawView &view, std::uint64_t blockSize, std::uint32_t expected)
{
    const std::uint64_t covered = blockSize > superblockAt ? blockSize - superblockAt : blockSize;
    TRY(std::vector<std::byte> bytes, view.read(superblockAt, static_cast<std::size_t>(covered)));
    std::ranges::fill(std::span(bytes).subspan(4, 4), std::byte{0});
    return crc32c(~0U, bytes) == expected;
}

}

UsedExtents readErofsAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const std::vector<std::byte> raw, view.read(superblockAt, superblockSize));
    const auto word = [&](std::size_t at) { return littleEndian<std::uint32_t>(raw, at); };
    const auto logSize = std::to_integer<unsigned>(raw[12]);
    if (word(0) != magic || logSize < 9 || logSize > 16)
        return fail(ErrorCode::Corrupt, "erofs", "there is no superblock");
    const std::uint64_t blockSize = std::uint64_t{1} << logSize;
    if ((word(8) & hasChecksum) != 0) {
        TRY(const bool isRight, isChecksumRight(view, blockSize, word(4)));
        if (!isRight)
            return fail(ErrorCode::Corrupt, "erofs", "the checksum of the superblock");
    }
    if ((word(80) & ~incompatible) != 0)
        return fail(ErrorCode::Unsupported, "erofs", "it has features that are not known");
    if (littleEndian<std::uint16_t>(raw, 86) != 0)
        return fail(ErrorCode::Unsupported, "erofs", "it spans several devices");
    const std::uint64_t length = word(36) * blockSize;
    if (length < superblockAt + superblockSize || word(40) >= word(36))
        return fail(ErrorCode::Corrupt, "erofs", "the count of blocks");
    return usedUpTo("erofs", disk, where, length);
}

}
