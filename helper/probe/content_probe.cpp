// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/blkid_scan.h"
#include "helper/probe/probe.h"
#include "helper/probe/probe_file.h"
#include "helper/probe/super_facts.h"
#include "helper/stack/container.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace parterre {

namespace {

/// libblkid's TYPE and, where it decides, VERSION.
struct KnownType
{
    std::string_view type;
    std::string_view version;  ///< empty: any
    ContentKind kind;
};

constexpr std::array knownTypes{
    KnownType{.type = "ext2", .version = "", .kind = ContentKind::Ext2},
    KnownType{.type = "ext3", .version = "", .kind = ContentKind::Ext3},
    KnownType{.type = "ext4", .version = "", .kind = ContentKind::Ext4},
    KnownType{.type = "xfs", .version = "", .kind = ContentKind::Xfs},
    KnownType{.type = "btrfs", .version = "", .kind = ContentKind::Btrfs},
    KnownType{.type = "vfat", .version = "FAT12", .kind = ContentKind::Fat12},
    KnownType{.type = "vfat", .version = "FAT16", .kind = ContentKind::Fat16},
    KnownType{.type = "vfat", .version = "FAT32", .kind = ContentKind::Fat32},
    KnownType{.type = "exfat", .version = "", .kind = ContentKind::ExFat},
    KnownType{.type = "ntfs", .version = "", .kind = ContentKind::Ntfs},
    KnownType{.type = "f2fs", .version = "", .kind = ContentKind::F2fs},
    KnownType{.type = "swap", .version = "", .kind = ContentKind::Swap},
    KnownType{.type = "swsuspend", .version = "", .kind = ContentKind::Swap},
    KnownType{.type = "squashfs", .version = "", .kind = ContentKind::Squashfs},
    KnownType{.type = "erofs", .version = "", .kind = ContentKind::Erofs},
    KnownType{.type = "iso9660", .version = "", .kind = ContentKind::Iso9660},
    KnownType{.type = "crypto_LUKS", .version = "1", .kind = ContentKind::Luks1},
    KnownType{.type = "crypto_LUKS", .version = "2", .kind = ContentKind::Luks2},
    KnownType{.type = "LVM2_member", .version = "", .kind = ContentKind::LvmPv},
    KnownType{.type = "linux_raid_member", .version = "", .kind = ContentKind::MdMember},
    KnownType{.type = "zfs_member", .version = "", .kind = ContentKind::Zfs},
    KnownType{.type = "BitLocker", .version = "", .kind = ContentKind::BitLocker},
    KnownType{.type = "jfs", .version = "", .kind = ContentKind::Jfs},
    KnownType{.type = "nilfs2", .version = "", .kind = ContentKind::Nilfs2},
    KnownType{.type = "reiserfs", .version = "", .kind = ContentKind::ReiserFs},
    KnownType{.type = "bcachefs", .version = "", .kind = ContentKind::Bcachefs},
    KnownType{.type = "apfs", .version = "", .kind = ContentKind::Apfs},
    KnownType{.type = "DM_verity_hash", .version = "", .kind = ContentKind::VerityHash},
    KnownType{.type = "DM_integrity", .version = "", .kind = ContentKind::DmIntegrity},
};

ContentKind kindOf(const BlkidFindings &found)
{
    const auto known = std::ranges::find_if(knownTypes, [&](const KnownType &one) {
        return one.type == found.type && (one.version.empty() || one.version == found.version);
    });
    return known == knownTypes.end() ? ContentKind::Other : known->kind;
}

/// Whether the first and the last MiB, where signatures live, are all zero. Those that lie
/// further in (btrfs keeps copies there, VMFS begins there) are never alone.
Result<bool> isBlank(const RawView &view)
{
    constexpr std::uint64_t sample = std::uint64_t{1} << 20;
    const std::uint64_t count = std::min(sample, view.size());
    for (const std::uint64_t at : {std::uint64_t{0}, view.size() - count}) {
        TRY(const std::vector<std::byte> bytes, view.read(at, static_cast<std::size_t>(count)));
        if (std::ranges::any_of(bytes, [](std::byte byte) { return byte != std::byte{0}; }))
            return false;
    }
    return true;
}

Content describe(const BlkidFindings &found)
{
    const ContentKind kind = kindOf(found);
    Content content{.kind = kind,
                    .typeName = kind == ContentKind::Other ? found.type : std::string(),
                    .uuid = found.uuid,
                    .subUuid = found.subUuid,
                    .label = found.label};
    if (found.hasBadChecksum)
        content.dirt = Dirt::Errors;
    else if (found.type == "swsuspend")
        content.dirt = Dirt::Hibernated;
    if (isReadOnlyByNature(kind)) {
        content.size = found.size;
        content.used = found.size;
    }
    if (kind == ContentKind::Swap)
        content.size = found.size;
    return content;
}

Result<> addFacts(Content &content, const RawView &view)
{
    TRY(const SuperFacts facts, readSuperFacts(view, content.kind));
    if (facts.size) {
        content.size = facts.size;
        content.used = facts.used;
    }
    if (content.dirt == Dirt::None)
        content.dirt = facts.dirt;
    content.deviceCount = facts.deviceCount;
    return {};
}

/// With what, and how deep.
struct Looking
{
    Keys &keys;
    std::size_t &left;  ///< volumes that may still be looked at, of all containers in the partition
    const LayerVisitor &visit;
    LayerPlace place = {};
};

/// What lies in a container, each volume like a disk of its own.
Result<> addVolumes(Content &content, BlockDevice &disk, Extent where, Looking looking);

Result<Content> contentAt(BlockDevice &disk, Extent where, Looking looking)
{
    if (where.end() > Offset() + disk.size())
        return fail(ErrorCode::OutOfRange, disk.name());
    if (where.isEmpty())
        return Content{.kind = ContentKind::Unformatted};
    const RawView view(disk, where);
    TRY(const ProbeFile file, openProbeFile(disk, where));
    TRY(const BlkidFindings found, scanByBlkid(file.fd, file.where, disk.name()));
    switch (found.outcome) {
    case BlkidFindings::Outcome::Nothing: {
        TRY(const bool blank, isBlank(view));
        return Content{.kind = blank ? ContentKind::Unformatted : ContentKind::Unknown};
    }
    case BlkidFindings::Outcome::Several:
        return Content{.kind = ContentKind::Unknown, .typeName = found.type};
    case BlkidFindings::Outcome::One:
        break;
    }
    Content content = describe(found);
    CHECK(addFacts(content, view));
    if (isContainer(content.kind))
        CHECK(addVolumes(content, disk, where, looking));
    else if (looking.visit)
        looking.visit(disk, where, {.kind = content.kind, .place = looking.place});
    return content;
}

Result<> addVolumes(Content &content, BlockDevice &disk, Extent where, Looking looking)
{
    if (looking.place.size() == stackingMax) {
        content.inside = Inside::Unreadable;
        content.insideDoubt = "it is stacked too high";
        return {};
    }
    TRY(const OpenContainer container, openContainer(disk, where, content.kind, looking.keys));
    content.inside = container.inside;
    content.insideDoubt = container.doubt;
    content.groupUuid = container.groupUuid;
    if (!container.label.empty())
        content.label = container.label;
    if (container.volumes.size() > looking.left) {
        content.inside = Inside::Unreadable;
        content.insideDoubt = "it has " + std::to_string(container.volumes.size()) + " volumes";
        return {};
    }
    looking.left -= container.volumes.size();
    looking.place.push_back({.container = content.kind, .volume = -1});
    for (const OpenVolume &volume : container.volumes) {
        ++looking.place.back().volume;
        Volume described{.name = volume.name, .uuid = volume.uuid, .size = volume.size, .content = {}};
        if (volume.device) {
            const Extent whole{.begin = Offset(), .size = volume.device->size()};
            TRY(described.content, contentAt(*volume.device, whole, looking));
        }
        content.volumes.push_back(std::move(described));
    }
    return {};
}

}

Result<Content> probeContent(BlockDevice &disk, Extent where, Keys &keys, const LayerVisitor &visit)
{
    std::size_t left = volumesMax;
    return contentAt(disk, where, {.keys = keys, .left = left, .visit = visit});
}

Result<Content> probeContent(BlockDevice &disk, Extent where)
{
    Keys none;
    return probeContent(disk, where, none);
}

}
