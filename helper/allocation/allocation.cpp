// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"

#include "core/text/describe.h"
#include "helper/allocation/readers.h"

#include <array>

namespace parterre {

namespace {

struct Reader
{
    ContentKind kind;
    UsedExtents (*read)(BlockDevice &disk, Extent where);
};

/// The kinds that have a map. Of the others (LUKS, ZFS, BitLocker, unknown) every block counts.
constexpr std::array readers{
    Reader{.kind = ContentKind::Ext2, .read = readExtAllocation},
    Reader{.kind = ContentKind::Ext3, .read = readExtAllocation},
    Reader{.kind = ContentKind::Ext4, .read = readExtAllocation},
    Reader{.kind = ContentKind::Xfs, .read = readXfsAllocation},
    Reader{.kind = ContentKind::Fat12, .read = readFatAllocation},
    Reader{.kind = ContentKind::Fat16, .read = readFatAllocation},
    Reader{.kind = ContentKind::Fat32, .read = readFatAllocation},
    Reader{.kind = ContentKind::ExFat, .read = readExFatAllocation},
    Reader{.kind = ContentKind::Swap, .read = readSwapAllocation},
    Reader{.kind = ContentKind::Squashfs, .read = readSquashfsAllocation},
    Reader{.kind = ContentKind::Erofs, .read = readErofsAllocation},
    Reader{.kind = ContentKind::Iso9660, .read = readIso9660Allocation},
    Reader{.kind = ContentKind::LvmPv, .read = readLvmAllocation},
    Reader{.kind = ContentKind::MdMember, .read = readMdAllocation},
    Reader{.kind = ContentKind::Ntfs, .read = readNtfsAllocation},
    Reader{.kind = ContentKind::Btrfs, .read = readBtrfsAllocation},
    Reader{.kind = ContentKind::F2fs, .read = readF2fsAllocation},
};

bool isEncrypted(ContentKind kind)
{
    return isLuks(kind) || kind == ContentKind::BitLocker;
}

UsedExtents readUsed(BlockDevice &disk, Extent where, ContentKind kind)
{
    for (const Reader &reader : readers) {
        if (reader.kind == kind)
            return reader.read(disk, where);
    }
    return fail(ErrorCode::Unsupported, {},
                isEncrypted(kind)
                    ? "it is encrypted, and only its passphrase would show which blocks are in use"
                    : "it has no map that could be read of which blocks are in use");
}

/// A reader's "unsupported" and "refused" are no more than reasons to copy every block.
std::string doubtOf(Error error, ContentKind kind)
{
    if (error.subject.empty())
        error.subject = contentKindName(kind);
    if (error.code == ErrorCode::Unsupported || error.code == ErrorCode::Refused)
        return error.subject + ": " + error.detail;
    return english(describe(error));
}

}

Allocation allocationOf(BlockDevice &disk, Extent where, ContentKind kind)
{
    UsedExtents used = readUsed(disk, where, kind);
    if (used)
        return {.used = *std::move(used), .doubt = {}};
    return {.used = {where}, .doubt = doubtOf(used.error(), kind)};
}

}
