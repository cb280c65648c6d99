// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/identity/tool.h"

#include <string>
#include <vector>

namespace parterre {

/// What is done with a file system by the driver of a kernel that runs as an ordinary program, for
/// those who may not mount.
struct UmlWork
{
    const Toolbox &tools;
    std::string window;  ///< the file with the file system, writable
    ContentKind kind;
    std::string folder;  ///< private, empty but for what the commands want; $parterre_folder to them
    /// Lines of a shell function, run at the top of the mounted file system; done if its status is 0.
    std::string commands;
    std::vector<std::string> words = {};  ///< "name=value" for the commands, without blanks
    std::chrono::seconds time{120};
};

struct UmlOutcome
{
    ToolOutput output;    ///< what the commands said
    bool isDone = false;  ///< the commands succeeded and the file system was unmounted
};

/// Boots, mounts, runs the commands, unmounts and halts. Whatever came of it: see UmlOutcome.
[[nodiscard]] Result<UmlOutcome> workInUserModeLinux(const UmlWork &work);

/// Whether that can be done here and now by this user. Cheap: nothing is started.
[[nodiscard]] bool hasUserModeLinux(const Toolbox &tools, ContentKind kind,
                                    const std::string &modules = "/usr/lib/uml/modules");
/// Starts that kernel once and ends it. ToolFailed where it does not run: that executable memory or
/// tracing is forbidden here, only a start can tell.
[[nodiscard]] Result<> tryUserModeLinux(const Toolbox &tools);

}
