// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/resizing.h"
#include "helper/block/block_device.h"

namespace parterre {

/// Makes contents smaller and larger in place, by the file systems' own tools and drivers on a
/// PartitionWindow (docs/adr/0002). Only content that nobody uses. The partition table is not touched here:
/// shrink the content before its partition, grow it after.
///
///     shrinks and grows   ext2 to ext4, NTFS, btrfs, FAT, swap
///     only grows          XFS, f2fs
///     neither             all others: exFAT (no tool does it), LUKS (what is inside comes first, and that
///                         takes its passphrase), LVM and RAID (theirs to do), what is written in one piece
///
/// FAT and swap are done here, without a tool. Clusters of a FAT are not moved: it shrinks to the last one
/// in use, and grows as far as its tables have room. btrfs and XFS have to be mounted: by the kernel where
/// this user may do that, else in User Mode Linux.
///
/// These take as long as they take and cannot be cancelled. For a power cut meanwhile see survivesPowerCut():
/// whoever calls them for a user must have told that user, and to have a backup.

/// The least size for shrink(): what the file system's own tool says, or for btrfs, FAT and swap what its
/// maps say. Never more than what it takes now. Of ext, NTFS and btrfs an estimate: shrink() may still
/// fail, with ToolFailed or Io. Unsupported for kinds that cannot shrink, Refused where it is not clean.
/// Reads only.
[[nodiscard]] Result<Bytes> smallestSize(BlockDevice &disk, Extent where, ContentKind kind);

/// Makes the content in `where` need only the first `newSize` bytes of it. Invalid where that is no
/// multiple of the sector size or more than there is. Nothing is written where it is small enough already.
///
/// Before anything is written: it is what `kind` says and clean, by its own marks and by its own check
/// (Refused), and `newSize` is not less than smallestSize() (Refused). Afterwards, on what is left alone: its
/// own size, its identifier, its marks (Mismatch) and its check again (Corrupt). Durable when it returns.
/// What lies behind `newSize` means nothing then. The mark by which ntfsresize asks Windows for a check is
/// taken away again: the volume has been checked here, and nobody could copy or relabel it with the mark.
/// After an error of a tool or of the disk the content is what they left of it: not to be trusted before
/// it has been checked, but for those of survivesPowerCut().
[[nodiscard]] Result<> shrink(BlockDevice &disk, Extent where, ContentKind kind, Bytes newSize);

/// The same for making the content use all of `where`. But for a rest that the file system cannot use: ext
/// leaves out a last block group that would hold its own tables alone, others the last part of a cluster.
[[nodiscard]] Result<> grow(BlockDevice &disk, Extent where, ContentKind kind);

/// Whether it can be done here and now by this user: the way is known and the tools are there.
/// @{
[[nodiscard]] bool canShrink(ContentKind kind);
[[nodiscard]] bool canGrow(ContentKind kind);
/// @}

}
