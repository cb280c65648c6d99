// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/own_length.h"
#include "helper/allocation/readers.h"
#include "helper/block/crc32c.h"
#include "helper/block/raw_view.h"
#include "helper/super/erofs_super.h"

namespace parterre {

namespace {

constexpr std::uint64_t superblockSize = 128;
/// Up to the prefixes of extended attributes: those that leave the count of blocks as it is.
constexpr std::uint32_t incompatible = 0x7F;

}

UsedExtents readErofsAllocation(BlockDevice &disk, Extent where)
{
    TRY(const ErofsSuper super, readErofsSuper(RawView(disk, where)));
    const auto word = [&](std::size_t at) { return littleEndian<std::uint32_t>(super.raw, at); };
    if ((word(80) & ~incompatible) != 0)
        return fail(ErrorCode::Unsupported, "erofs", "it has features that are not known");
    if (littleEndian<std::uint16_t>(super.raw, 86) != 0)
        return fail(ErrorCode::Unsupported, "erofs", "it spans several devices");
    if (super.length() < ErofsSuper::at + superblockSize || word(40) >= word(36))
        return fail(ErrorCode::Corrupt, "erofs", "the count of blocks");
    return usedUpTo("erofs", disk, where, super.length());
}

}
