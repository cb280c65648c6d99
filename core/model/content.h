// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// What a partition holds, as its first recognisable layer says.
enum class ContentKind : std::uint8_t {
    Unformatted,  ///< nothing recognised, and the places where signatures live are all zero
    Unknown,      ///< nothing recognised, but something is there
    Ext2,
    Ext3,
    Ext4,
    Xfs,
    Btrfs,
    Fat12,
    Fat16,
    Fat32,
    ExFat,
    Ntfs,
    F2fs,
    Swap,
    Squashfs,
    Erofs,
    Iso9660,
    Luks1,
    Luks2,
    LvmPv,
    MdMember,
    Zfs,
    BitLocker,
    Jfs,
    Nilfs2,
    ReiserFs,
    Bcachefs,
    Apfs,
    VerityHash,   ///< the hashes of dm-verity for data that lies elsewhere
    DmIntegrity,  ///< data with the tags of dm-integrity between them
    Other,  ///< recognised by libblkid but none of the above; `Content::typeName` says what
};

/// All kinds, in the order of the enumeration.
[[nodiscard]] const std::vector<ContentKind> &allContentKinds();
/// The word in JSON and on screen: "ext4", "vfat32" is never used, FAT is "fat32".
[[nodiscard]] std::string_view contentKindName(ContentKind kind);
[[nodiscard]] std::optional<ContentKind> contentKindNamed(std::string_view name);
/// ext2, ext3 and ext4.
[[nodiscard]] bool isExt(ContentKind kind);
/// FAT12, FAT16 and FAT32.
[[nodiscard]] bool isFat(ContentKind kind);
/// File systems that are never written to: squashfs, erofs, ISO 9660.
[[nodiscard]] bool isReadOnlyByNature(ContentKind kind);
/// Kinds that hold files, so that a mount point, a fill level and config.partids make sense.
[[nodiscard]] bool isFileSystem(ContentKind kind);

/// Why a file system should not be copied as it lies there.
enum class Dirt : std::uint8_t {
    None,
    NotUnmounted,     ///< its own "in use" or "dirty" mark is set
    JournalToReplay,  ///< a journal or log holds changes that the rest does not show
    Errors,           ///< it has marked itself as damaged
    Hibernated,       ///< a sleeping system (swap image, Windows) will overwrite it from memory
};

/// Whether it is known what lies in a container: LUKS, LVM, MD.
enum class Inside : std::uint8_t {
    Nothing,     ///< it is no container, or an empty one
    Known,       ///< all of it was looked at
    Locked,      ///< nobody gave the key
    Unreadable,  ///< it, or a part of it, is of a kind that is not looked into
};

[[nodiscard]] std::string_view insideName(Inside inside);  ///< "nothing", "known", "locked", "unreadable"

struct Volume;

/// What is known about the data in a partition. Read from the disk, never made up: what a file
/// system does not say is empty.
struct Content
{
    ContentKind kind = ContentKind::Unknown;
    /// libblkid's TYPE where kind is Other; where Unknown because several signatures contradict
    /// each other, all of them: "btrfs+ext4"; else empty.
    std::string typeName;
    std::string uuid;  ///< as its own tools print it; FAT "ABCD-1234"; NTFS 16 digits; LVM: the PV's
    std::string subUuid;  ///< btrfs: device UUID; md: this member's UUID
    std::string label;  ///< LVM: the name of the volume group; md: the name of the array
    std::optional<Bytes> size;  ///< of the file system by its own superblock
    std::optional<Bytes> used;  ///< by its own counters; absent where it does not say
    Dirt dirt = Dirt::None;
    int deviceCount = 1;  ///< btrfs: devices this file system spans
    std::string osMarks;  ///< what looks bootable in it, e.g. "fstab"; empty when not a root
    std::string groupUuid = {};  ///< LVM: of the volume group
    Inside inside = Inside::Nothing;
    std::string insideDoubt = {};  ///< why it is Unreadable, for a person to read
    std::vector<Volume> volumes;  ///< what lies in a container, as far as it is known

    /// Not by default: clang 19 cannot compare what may hold itself.
    friend bool operator==(const Content &a, const Content &b);
};

/// A part of a container that is a device of its own when it is opened: a logical volume, the data of an LUKS
/// or of an array.
struct Volume
{
    std::string name;  ///< of a logical volume; empty where the container has one volume
    std::string uuid;  ///< of a logical volume; empty where it has none of its own
    Bytes size;
    Content content;

    friend bool operator==(const Volume &, const Volume &) = default;
};

/// How many containers may lie in each other; what is stacked higher is not looked into.
inline constexpr int stackingMax = 8;
/// How many volumes a container may have; of one with more nothing is said.
inline constexpr std::size_t volumesMax = 1024;
/// How many do: 0 for content that is no container, 1 for a file system in an LUKS.
[[nodiscard]] int stackingOf(const Content &content);
/// LUKS, of either version.
[[nodiscard]] bool isLuks(ContentKind kind);
/// LUKS, LVM and MD: what holds volumes.
[[nodiscard]] bool isContainer(ContentKind kind);

/// About how much of `size` bytes a copy of this content has to move, by its own counters; all of it where it
/// does not say.
[[nodiscard]] Bytes expectedUse(const Content &content, Bytes size);

}
