// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/files/root_file.h"
#include "helper/identity/tool.h"

namespace parterre {

/// What is to be written, and with what.
struct Writing
{
    const Toolbox &tools;
    ContentKind kind;
    std::vector<FileChange> changes;  ///< of paths that are harmless
};

/// Each makes the changes in the file system in the file `window`, a writable window, durably.
/// @{
[[nodiscard]] Result<> writeExt(const Writing &writing, const std::string &window);
/// By the kernel's own driver, on a loop device and a mount that only this process sees.
[[nodiscard]] Result<> writeMounted(const Writing &writing, const std::string &window);
/// By the driver of a kernel that runs as an ordinary program, for those who may not mount.
[[nodiscard]] Result<> writeInUserModeLinux(const Writing &writing, const std::string &window);
/// @}

}
