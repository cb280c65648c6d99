// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/tool.h"

#include "helper/identity/child_process.h"

#include <algorithm>
#include <array>
#include <utility>

#include <unistd.h>

namespace parterre {

namespace {

constexpr std::array<std::pair<Tool, std::string_view>, 38> names{{
    {Tool::Tune2fs, "tune2fs"},
    {Tool::E2fsck, "e2fsck"},
    {Tool::XfsDb, "xfs_db"},
    {Tool::Btrfs, "btrfs"},
    {Tool::Btrfstune, "btrfstune"},
    {Tool::Fatlabel, "fatlabel"},
    {Tool::TuneExfat, "tune.exfat"},
    {Tool::Ntfslabel, "ntfslabel"},
    {Tool::Swaplabel, "swaplabel"},
    {Tool::Resize2fs, "resize2fs"},
    {Tool::Ntfsresize, "ntfsresize"},
    {Tool::Ntfsfix, "ntfsfix"},
    {Tool::ResizeF2fs, "resize.f2fs"},
    {Tool::FsckF2fs, "fsck.f2fs"},
    {Tool::FsckFat, "fsck.fat"},
    {Tool::XfsRepair, "xfs_repair"},
    {Tool::Mtype, "mtype"},
    {Tool::Mdir, "mdir"},
    {Tool::Unsquashfs, "unsquashfs"},
    {Tool::DumpErofs, "dump.erofs"},
    {Tool::UserModeLinux, "linux.uml"},
    {Tool::JfsTune, "jfs_tune"},
    {Tool::NilfsTune, "nilfs-tune"},
    {Tool::Reiserfstune, "reiserfstune"},
    {Tool::Mke2fs, "mke2fs"},
    {Tool::MkfsXfs, "mkfs.xfs"},
    {Tool::XfsProtofile, "xfs_protofile"},
    {Tool::MkfsBtrfs, "mkfs.btrfs"},
    {Tool::MkfsFat, "mkfs.fat"},
    {Tool::Mcopy, "mcopy"},
    {Tool::MkfsExfat, "mkfs.exfat"},
    {Tool::Mkntfs, "mkntfs"},
    {Tool::MkfsF2fs, "mkfs.f2fs"},
    {Tool::SloadF2fs, "sload.f2fs"},
    {Tool::Mkswap, "mkswap"},
    {Tool::Mksquashfs, "mksquashfs"},
    {Tool::MkfsErofs, "mkfs.erofs"},
    {Tool::Tar, "tar"},
}};
static_assert(std::size(names) == std::to_underlying(Tool::Tar) + 1);

}

std::string_view toolName(Tool tool)
{
    return std::ranges::find(names, tool, [](const auto &named) { return named.first; })->second;
}

std::string ToolOutput::lastLine() const
{
    for (const std::string &text : {err, out}) {
        const std::size_t end = text.find_last_not_of(" \t\r\n");
        if (end == std::string::npos)
            continue;
        const std::size_t before = text.find_last_of("\r\n", end);
        return text.substr(before == std::string::npos ? 0 : before + 1, end - (before + 1) + 1);
    }
    return {};
}

Toolbox::Toolbox(std::vector<std::string> folders)
    : m_folders(std::move(folders))
{}

std::optional<std::string> Toolbox::find(Tool tool) const
{
    for (const std::string &folder : m_folders) {
        std::string path = folder + "/" + std::string(toolName(tool));
        if (access(path.c_str(), X_OK) == 0)
            return path;
    }
    return std::nullopt;
}

Result<ToolOutput> Toolbox::run(Tool tool, const std::vector<std::string> &arguments, ToolLimits limits) const
{
    const std::optional<std::string> path = find(tool);
    if (!path)
        return fail(ErrorCode::ToolMissing, std::string(toolName(tool)));
    return runChild(*path, arguments, limits);
}

Result<ToolOutput> Toolbox::succeed(Tool tool, const std::vector<std::string> &arguments,
                                    ToolLimits limits) const
{
    TRY(ToolOutput output, run(tool, arguments, limits));
    if (output.status != 0)
        return fail(ErrorCode::ToolFailed, std::string(toolName(tool)), output.lastLine());
    return output;
}

}
