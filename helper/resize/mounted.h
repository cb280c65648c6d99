// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/files/detached_mount.h"
#include "helper/resize/way.h"

namespace parterre {

/// What is done with a mounted file system, in two languages.
struct MountedChange
{
    MountedWork work;      ///< where the kernel's own driver mounts it
    std::string commands;  ///< in User Mode Linux, see UmlWork
    std::vector<std::string> words = {};
};

/// Makes the change by whichever this user has; Unsupported where it is neither.
[[nodiscard]] Result<> changeMounted(const Resizing &resizing, const MountedChange &change);
[[nodiscard]] Result<> changeInUserModeLinux(const Resizing &resizing, const MountedChange &change);
/// Whether this user has one of them.
[[nodiscard]] bool canChangeMounted(const Toolbox &tools, ContentKind kind);

/// To `size` of `resizing`.
/// @{
[[nodiscard]] Result<MountedChange> changeOfBtrfs(const Resizing &resizing);
[[nodiscard]] Result<MountedChange> growthOfXfs(const Resizing &resizing);
/// @}

}
