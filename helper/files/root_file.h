// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/block_device.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// Reads a small file out of an unmounted file system without mounting it: `path` is absolute in
/// that file system, symbolic links in it are not followed. nullopt where there is no such file.
/// Unsupported for kinds that have no reader here; Corrupt on any doubt; at most `limit` bytes.
using FoundFile = std::optional<std::string>;
[[nodiscard]] Result<FoundFile> readRootFile(BlockDevice &disk, Extent where, ContentKind kind,
                                             const std::string &path, std::size_t limit);

/// The same for several files at the cost of about one; the answers stand in the order of the paths,
/// and each may be an error of its own. At most `limit` bytes of each.
[[nodiscard]] std::vector<Result<FoundFile>> readRootFiles(BlockDevice &disk, Extent where, ContentKind kind,
                                                           const std::vector<std::string> &paths,
                                                           std::size_t limit);

/// Puts `text` as /`name` (mode 0644, root's) into the unmounted file system in `where`, replacing
/// a regular file of that name atomically, and reads it back through a fresh reader; nullopt takes
/// the file away, if there is one. A symbolic link or folder of that name is refused with
/// Unsupported. Durable when it returns.
[[nodiscard]] Result<> writeRootFile(BlockDevice &disk, Extent where, ContentKind kind,
                                     const std::string &name, const std::optional<std::string> &text);

/// Whether writeRootFile will do this kind, found out by a trial where nothing else can tell, which
/// may take a second; for before a job. Unsupported or ToolFailed where not.
[[nodiscard]] Result<> tryRootWriter(ContentKind kind);

/// The kinds writeRootFile should do here for this user, as far as can be told without a trial.
[[nodiscard]] std::vector<ContentKind> writableRootKinds();

}
