// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/tool.h"

#include "helper/identity/child_process.h"

#include <utility>

#include <unistd.h>

namespace parterre {

std::string_view toolName(Tool tool)
{
    switch (tool) {
    case Tool::Tune2fs:
        return "tune2fs";
    case Tool::E2fsck:
        return "e2fsck";
    case Tool::XfsDb:
        return "xfs_db";
    case Tool::Btrfs:
        return "btrfs";
    case Tool::Btrfstune:
        return "btrfstune";
    case Tool::Fatlabel:
        return "fatlabel";
    case Tool::TuneExfat:
        return "tune.exfat";
    case Tool::Ntfslabel:
        return "ntfslabel";
    case Tool::Swaplabel:
        return "swaplabel";
    case Tool::Resize2fs:
        return "resize2fs";
    case Tool::Ntfsresize:
        return "ntfsresize";
    case Tool::Ntfsfix:
        return "ntfsfix";
    case Tool::ResizeF2fs:
        return "resize.f2fs";
    case Tool::FsckF2fs:
        return "fsck.f2fs";
    case Tool::FsckFat:
        return "fsck.fat";
    case Tool::XfsRepair:
        return "xfs_repair";
    case Tool::Mtype:
        return "mtype";
    case Tool::Unsquashfs:
        return "unsquashfs";
    case Tool::DumpErofs:
        return "dump.erofs";
    case Tool::UserModeLinux:
        return "linux.uml";
    case Tool::JfsTune:
        return "jfs_tune";
    case Tool::NilfsTune:
        return "nilfs-tune";
    case Tool::Reiserfstune:
        return "reiserfstune";
    }
    std::unreachable();
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
