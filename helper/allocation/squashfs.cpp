// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/own_length.h"
#include "helper/allocation/readers.h"
#include "helper/block/raw_view.h"

#include <limits>

namespace parterre {

namespace {

constexpr std::uint32_t magic = 0x73717368;
constexpr std::size_t superblockSize = 96;
constexpr std::uint64_t noTable = std::numeric_limits<std::uint64_t>::max();

}

/// The superblock of version 4, Documentation/filesystems/squashfs.rst; it has no checksum, but says
/// in several places where things are.
UsedExtents readSquashfsAllocation(BlockDevice &disk, Extent where)
{
    TRY(const std::vector<std::byte> raw, RawView(disk, where).read(0, superblockSize));
    if (littleEndian<std::uint32_t>(raw, 0) != magic)
        return fail(ErrorCode::Corrupt, "squashfs", "there is no superblock");
    if (littleEndian<std::uint16_t>(raw, 28) != 4 || littleEndian<std::uint16_t>(raw, 30) != 0)
        return fail(ErrorCode::Unsupported, "squashfs", "it is not of version 4.0");
    const std::uint32_t blockSize = littleEndian<std::uint32_t>(raw, 12);
    const std::uint16_t logSize = littleEndian<std::uint16_t>(raw, 22);
    if (!isPowerBetween(blockSize, 4096, 1U << 20U) || std::bit_width(blockSize) - 1 != logSize)
        return fail(ErrorCode::Corrupt, "squashfs", "the block size");
    const std::uint64_t length = littleEndian<std::uint64_t>(raw, 40);
    for (std::size_t table = 48; table < superblockSize; table += 8) {
        const std::uint64_t begin = littleEndian<std::uint64_t>(raw, table);
        if (begin != noTable && (begin < superblockSize || begin >= length))
            return fail(ErrorCode::Corrupt, "squashfs", "a table lies outside of it");
    }
    return usedUpTo("squashfs", disk, where, length);
}

}
