// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/resize/mounted.h"

#include "helper/block/window_folder.h"
#include "helper/files/user_mode_linux.h"

namespace parterre {

Result<> changeInUserModeLinux(const Resizing &resizing, const MountedChange &change)
{
    TRY(const auto folder, WindowFolder::make());
    TRY(const auto window,
        PartitionWindow::open(resizing.disk, resizing.where, PartitionWindow::Access::ReadWrite));
    TRY(const UmlOutcome outcome,
        workInUserModeLinux({.tools = resizing.tools,
                             .window = window->path(),
                             .kind = resizing.kind,
                             .folder = folder->path(),
                             .commands = change.commands,
                             .words = change.words,
                             .time = patience}));
    CHECK(window->close());
    if (!outcome.isDone) {
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::UserModeLinux)),
                    outcome.output.lastLine());
    }
    return {};
}

Result<> changeMounted(const Resizing &resizing, const MountedChange &change)
{
    if (!canMount(resizing.kind))
        return changeInUserModeLinux(resizing, change);
    TRY(const auto window,
        PartitionWindow::open(resizing.disk, resizing.where, PartitionWindow::Access::ReadWrite));
    CHECK(onDetachedMount(window->path(), resizing.kind, change.work));
    return window->close();
}

bool canChangeMounted(const Toolbox &tools, ContentKind kind)
{
    return canMount(kind) || hasUserModeLinux(tools, kind);
}

}
