// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/raw_view.h"
#include "helper/resize/mounted.h"

#include <errno.h>
#include <sys/ioctl.h>

namespace parterre {

namespace {

// The kernel's headers for programs have nothing of XFS: fs/xfs/libxfs/xfs_fs.h.
struct GrowData
{
    std::uint64_t blocks;
    std::uint32_t inodePercent;
};
static_assert(sizeof(GrowData) == 16);
constexpr unsigned long growDataRequest = _IOW('X', 110, GrowData);

}

/// The most that inodes may take, a number of the superblock, stays as it is.
Result<MountedChange> growthOfXfs(const Resizing &resizing)
{
    TRY(const std::vector<std::byte> super, RawView(resizing.disk, resizing.where).read(0, 512));
    const auto block = bigEndian<std::uint32_t>(super, 4);
    if (!isPowerBetween(block, 512, 65536))
        return fail(ErrorCode::Corrupt, resizing.disk.name(), "XFS superblock");
    const GrowData wanted{.blocks = static_cast<std::uint64_t>(resizing.size.count()) / block,
                          .inodePercent = std::to_integer<std::uint32_t>(super[127])};
    const auto work = [wanted, name = resizing.disk.name()](const FileDescriptor &top) -> Result<> {
        GrowData data = wanted;
        if (ioctl(top.value(), growDataRequest, &data) != 0)
            return failErrno(name, errno, "XFS_IOC_FSGROWFSDATA");
        return {};
    };
    return MountedChange{.work = work, .commands = "    xfs_growfs -d \"$parterre_folder/top\"\n"};
}

Result<> growXfs(const Resizing &resizing)
{
    TRY(const MountedChange growth, growthOfXfs(resizing));
    return changeMounted(resizing, growth);
}

Result<> checkXfs(const Resizing &resizing)
{
    return succeedOn(resizing, PartitionWindow::Access::ReadOnly, Tool::XfsRepair, {"-n", "-f", windowPath});
}

}
