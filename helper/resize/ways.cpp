// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/resize/way.h"

#include <charconv>
#include <utility>

namespace parterre {

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(count << 20);
}

Way wayOfExt()
{
    return {.tools = {Tool::Resize2fs, Tool::Tune2fs, Tool::E2fsck},
            .smallest = smallestExt,
            .resize = resizeExt,
            .check = checkExt,
            .rest = mib(128)};  // a block group of blocks of 4 KiB
}

Way wayOfNtfs()
{
    return {.tools = {Tool::Ntfsresize, Tool::Ntfsfix},
            .smallest = smallestNtfs,
            .resize = resizeNtfs,
            .check = checkNtfs,
            .taken = takenByNtfs,
            .rest = mib(2)};  // the largest cluster
}

Way wayOfBtrfs()
{
    return {.tools = {Tool::Btrfs},
            .smallest = smallestBtrfs,
            .resize = resizeBtrfs,
            .check = checkBtrfs,
            .rest = Bytes(65536),
            .isMounted = true};
}

/// The last group has at least 64 blocks, or is not made.
Way wayOfXfs()
{
    return {.tools = {Tool::XfsRepair},
            .resize = growXfs,
            .check = checkXfs,
            .rest = mib(4),
            .isMounted = true,
            .reason = "XFS cannot be made smaller"};
}

Way wayOfF2fs()
{
    return {.tools = {Tool::ResizeF2fs, Tool::FsckF2fs},
            .resize = growF2fs,
            .check = checkF2fs,
            .rest = mib(2),  // a segment
            .reason = "f2fs can only be made larger"};
}

Way wayOfFat()
{
    return {.tools = {Tool::FsckFat},
            .smallest = smallestFat,
            .resize = resizeFat,
            .check = checkFat,
            .rest = Bytes(4096)};
}

Way wayOfSwap()
{
    return {.smallest = smallestSwap, .resize = resizeSwap, .taken = takenBySwap, .rest = Bytes(65536)};
}

Way noWay(std::string reason)
{
    return {.reason = std::move(reason)};
}

}

Way wayOf(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
        return wayOfExt();
    case ContentKind::Xfs:
        return wayOfXfs();
    case ContentKind::Btrfs:
        return wayOfBtrfs();
    case ContentKind::Fat12:
    case ContentKind::Fat16:
    case ContentKind::Fat32:
        return wayOfFat();
    case ContentKind::Ntfs:
        return wayOfNtfs();
    case ContentKind::F2fs:
        return wayOfF2fs();
    case ContentKind::Swap:
        return wayOfSwap();
    case ContentKind::Luks1:
    case ContentKind::Luks2:
    case ContentKind::BitLocker:
        return noWay("what is encrypted would have to be resized first, which takes its passphrase");
    case ContentKind::LvmPv:
    case ContentKind::MdMember:
    case ContentKind::Zfs:
    case ContentKind::Bcachefs:
    case ContentKind::Apfs:
        return noWay("it is a part of something larger, which has tools of its own");
    case ContentKind::Squashfs:
    case ContentKind::Erofs:
    case ContentKind::Iso9660:
        return noWay("it is written in one piece and never changed");
    case ContentKind::VerityHash:
    case ContentKind::DmIntegrity:
        return noWay("what vouches for data fits them alone, and would have to be made anew");
    case ContentKind::Jfs:
    case ContentKind::Nilfs2:
    case ContentKind::ReiserFs:
        return noWay("it can be copied but not resized here");
    case ContentKind::ExFat:
    case ContentKind::Other:
    case ContentKind::Unknown:
    case ContentKind::Unformatted:
        return noWay("there is no tool that resizes it");
    }
    std::unreachable();
}

Result<ToolOutput> runOn(const Resizing &resizing, PartitionWindow::Access access, Tool tool,
                         std::vector<std::string> arguments)
{
    TRY(const auto window, PartitionWindow::open(resizing.disk, resizing.where, access));
    for (std::string &argument : arguments)
        if (argument == windowPath)
            argument = window->path();
    TRY(ToolOutput output, resizing.tools.run(tool, arguments, {.time = patience}));
    CHECK(window->close());
    return output;
}

Result<> succeedOn(const Resizing &resizing, PartitionWindow::Access access, Tool tool,
                   std::vector<std::string> arguments)
{
    TRY(const ToolOutput output, runOn(resizing, access, tool, std::move(arguments)));
    if (output.status != 0)
        return fail(ErrorCode::ToolFailed, std::string(toolName(tool)), output.lastLine());
    return {};
}

Result<std::int64_t> numberAfter(std::string_view words, Tool tool, const ToolOutput &output)
{
    const std::size_t at = output.out.find(words);
    const std::size_t begin =
        at == std::string::npos ? at : output.out.find_first_not_of(' ', at + words.size());
    std::int64_t number = 0;
    if (begin == std::string::npos
        || std::from_chars(output.out.data() + begin, output.out.data() + output.out.size(), number).ec
            != std::errc()
        || number < 0)
        return fail(ErrorCode::ToolFailed, std::string(toolName(tool)), output.lastLine());
    return number;
}

}
