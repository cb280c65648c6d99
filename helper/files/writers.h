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
    std::string name;  ///< of a file at the top, without a slash
    std::optional<std::string> text;  ///< nullopt: the file shall go
};

/// Each puts the file into the file system in the file `window`, a writable window, or takes it out
/// of it, durably.
/// @{
[[nodiscard]] Result<> writeExt(const Writing &writing, const std::string &window);
/// By the kernel's own driver, on a loop device and a mount that only this process sees.
[[nodiscard]] Result<> writeMounted(const Writing &writing, const std::string &window);
/// By the driver of a kernel that runs as an ordinary program, for those who may not mount.
[[nodiscard]] Result<> writeInUserModeLinux(const Writing &writing, const std::string &window);
/// @}

}
