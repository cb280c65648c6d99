// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/btrfs/btrfs_tree.h"
#include "helper/resize/mounted.h"

#include <algorithm>

#include <errno.h>
#include <linux/btrfs.h>
#include <sys/ioctl.h>

namespace parterre {

namespace {

/// The kernel makes none smaller than this (btrfs_ioctl_resize).
constexpr std::uint64_t leastEver = std::uint64_t{256} << 20;

}

/// Chunks that lie behind the new end are moved before it one by one, each into a gap of its own size,
/// while the space that it leaves is still taken. Half empty chunks keep their size: only a balance
/// would make them fewer.
Result<Bytes> smallestBtrfs(const Resizing &resizing)
{
    const RawView view(resizing.disk, resizing.where);
    TRY(const BtrfsSuper super, readBtrfsSuper(view));
    TRY(const BtrfsChunks chunks, readBtrfsChunks(view, super));
    std::uint64_t sum = BtrfsSuper::reserved;
    std::uint64_t largest = 0;
    std::uint64_t end = 0;
    for (const BtrfsChunk &chunk : chunks.all()) {
        sum += chunk.size * chunk.copies;
        largest = std::max(largest, chunk.size * chunk.copies);
        for (std::size_t copy = 0; copy < chunk.copies; ++copy)
            end = std::max(end, chunk.at[copy] + chunk.size);
    }
    const std::uint64_t least = std::max(leastEver, std::min(end, sum + largest));
    return Bytes(static_cast<std::int64_t>(least));
}

/// The device's number is not always 1: one may have been replaced.
Result<MountedChange> changeOfBtrfs(const Resizing &resizing)
{
    TRY(const BtrfsSuper super, readBtrfsSuper(RawView(resizing.disk, resizing.where)));
    const std::string wanted = std::to_string(super.deviceId) + ":" + std::to_string(resizing.size.count());
    const auto work = [wanted, name = resizing.disk.name()](const FileDescriptor &top) -> Result<> {
        btrfs_ioctl_vol_args arguments{};
        wanted.copy(arguments.name, sizeof arguments.name - 1);
        if (ioctl(top.value(), BTRFS_IOC_RESIZE, &arguments) != 0)
            return failErrno(name, errno, "BTRFS_IOC_RESIZE");
        return {};
    };
    return MountedChange{.work = work,
                         .commands = "    btrfs filesystem resize \"$parterre_size\" .\n",
                         .words = {"parterre_size=" + wanted}};
}

Result<> resizeBtrfs(const Resizing &resizing)
{
    TRY(const MountedChange change, changeOfBtrfs(resizing));
    return changeMounted(resizing, change);
}

Result<> checkBtrfs(const Resizing &resizing)
{
    return succeedOn(resizing, PartitionWindow::Access::ReadOnly, Tool::Btrfs,
                     {"check", "--readonly", windowPath});
}

}
