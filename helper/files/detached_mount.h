// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/result/result.h"
#include "helper/block/file_descriptor.h"

#include <functional>
#include <string>

namespace parterre {

/// What is done with a mounted file system; it is given its top folder, open for reading.
using MountedWork = std::function<Result<>(const FileDescriptor &top)>;

/// Mounts the file system in the file `window` by the kernel's own driver, on a loop device and where
/// only this process sees it, does `work` and unmounts. Durable when it returns, if `window` is a
/// window that is closed then. Busy where something keeps it mounted.
[[nodiscard]] Result<> onDetachedMount(const std::string &window, ContentKind kind, const MountedWork &work);

/// Whether that can be done here and now by this user. Cheap: nothing is mounted.
[[nodiscard]] bool canMount(ContentKind kind);

}
