// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/content.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace parterre {

namespace {

struct Named
{
    ContentKind kind;
    std::string_view name;
};

constexpr std::array names{
    Named{.kind = ContentKind::Unformatted, .name = "unformatted"},
    Named{.kind = ContentKind::Unknown, .name = "unknown"},
    Named{.kind = ContentKind::Ext2, .name = "ext2"},
    Named{.kind = ContentKind::Ext3, .name = "ext3"},
    Named{.kind = ContentKind::Ext4, .name = "ext4"},
    Named{.kind = ContentKind::Xfs, .name = "xfs"},
    Named{.kind = ContentKind::Btrfs, .name = "btrfs"},
    Named{.kind = ContentKind::Fat12, .name = "fat12"},
    Named{.kind = ContentKind::Fat16, .name = "fat16"},
    Named{.kind = ContentKind::Fat32, .name = "fat32"},
    Named{.kind = ContentKind::ExFat, .name = "exfat"},
    Named{.kind = ContentKind::Ntfs, .name = "ntfs"},
    Named{.kind = ContentKind::F2fs, .name = "f2fs"},
    Named{.kind = ContentKind::Swap, .name = "swap"},
    Named{.kind = ContentKind::Squashfs, .name = "squashfs"},
    Named{.kind = ContentKind::Erofs, .name = "erofs"},
    Named{.kind = ContentKind::Iso9660, .name = "iso9660"},
    Named{.kind = ContentKind::Luks1, .name = "luks1"},
    Named{.kind = ContentKind::Luks2, .name = "luks2"},
    Named{.kind = ContentKind::LvmPv, .name = "lvm"},
    Named{.kind = ContentKind::MdMember, .name = "md"},
    Named{.kind = ContentKind::Zfs, .name = "zfs"},
    Named{.kind = ContentKind::BitLocker, .name = "bitlocker"},
    Named{.kind = ContentKind::Jfs, .name = "jfs"},
    Named{.kind = ContentKind::Nilfs2, .name = "nilfs2"},
    Named{.kind = ContentKind::ReiserFs, .name = "reiserfs"},
    Named{.kind = ContentKind::Bcachefs, .name = "bcachefs"},
    Named{.kind = ContentKind::Apfs, .name = "apfs"},
    Named{.kind = ContentKind::VerityHash, .name = "verity-hash"},
    Named{.kind = ContentKind::DmIntegrity, .name = "dm-integrity"},
    Named{.kind = ContentKind::Other, .name = "other"},
};

}

const std::vector<ContentKind> &allContentKinds()
{
    static const std::vector<ContentKind> kinds = [] {
        std::vector<ContentKind> result;
        for (const Named &one : names)
            result.push_back(one.kind);
        return result;
    }();
    return kinds;
}

std::string_view contentKindName(ContentKind kind)
{
    return std::ranges::find(names, kind, &Named::kind)->name;
}

std::optional<ContentKind> contentKindNamed(std::string_view name)
{
    const auto found = std::ranges::find(names, name, &Named::name);
    if (found == names.end())
        return std::nullopt;
    return found->kind;
}

bool isExt(ContentKind kind)
{
    return kind == ContentKind::Ext2 || kind == ContentKind::Ext3 || kind == ContentKind::Ext4;
}

bool isFat(ContentKind kind)
{
    return kind == ContentKind::Fat12 || kind == ContentKind::Fat16 || kind == ContentKind::Fat32;
}

bool isReadOnlyByNature(ContentKind kind)
{
    return kind == ContentKind::Squashfs || kind == ContentKind::Erofs || kind == ContentKind::Iso9660;
}

bool operator==(const Content &a, const Content &b)
{
    // Does not compile where a member is missing.
    const auto tied = [](const Content &content) {
        const auto &[kind, typeName, uuid, subUuid, label, size, used, dirt, devices, marks, group, inside,
                     doubt, volumes] = content;
        return std::tie(kind, typeName, uuid, subUuid, label, size, used, dirt, devices, marks, group, inside,
                        doubt, volumes);
    };
    return tied(a) == tied(b);
}

std::string_view insideName(Inside inside)
{
    switch (inside) {
    case Inside::Known:
        return "known";
    case Inside::Locked:
        return "locked";
    case Inside::Unreadable:
        return "unreadable";
    case Inside::Nothing:
        break;
    }
    return "nothing";
}

bool isLuks(ContentKind kind)
{
    return kind == ContentKind::Luks1 || kind == ContentKind::Luks2;
}

bool isContainer(ContentKind kind)
{
    return isLuks(kind) || kind == ContentKind::LvmPv || kind == ContentKind::MdMember;
}

int stackingOf(const Content &content)
{
    int highest = 0;
    for (const Volume &volume : content.volumes)
        highest = std::max(highest, 1 + stackingOf(volume.content));
    return highest;
}

Bytes expectedUse(const Content &content, Bytes size)
{
    // They say how many blocks are in use, but nobody reads here which.
    if (content.kind == ContentKind::Jfs || content.kind == ContentKind::Nilfs2
        || content.kind == ContentKind::ReiserFs)
        return size;
    // All that a clone of swap needs: its first page.
    const Bytes used = content.kind == ContentKind::Swap ? Bytes(4096) : content.used.value_or(size);
    return std::min(used, size);
}

bool isFileSystem(ContentKind kind)
{
    return isExt(kind) || isFat(kind) || isReadOnlyByNature(kind) || kind == ContentKind::Xfs
        || kind == ContentKind::Btrfs || kind == ContentKind::ExFat || kind == ContentKind::Ntfs
        || kind == ContentKind::F2fs || kind == ContentKind::Jfs || kind == ContentKind::Nilfs2
        || kind == ContentKind::ReiserFs;
}

}
