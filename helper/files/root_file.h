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

/// The names of what lies in folders of an unmounted file system, sorted: at most folderNamesMax of those
/// that a path of readRootFiles() may have. None where there is no such folder; symbolic links are not
/// followed. The answers stand in the order of the paths, and each may be an error of its own, as above.
using FolderNames = std::vector<std::string>;
inline constexpr std::size_t folderNamesMax = 256;
[[nodiscard]] std::vector<Result<FolderNames>>
listRootFolders(BlockDevice &disk, Extent where, ContentKind kind, const std::vector<std::string> &paths);

/// The most that is read of a file of which only a few words are wanted.
inline constexpr std::size_t smallFileMax = std::size_t{256} << 10;

/// What one file of a file system shall be.
struct FileChange
{
    std::string path;  ///< absolute, of letters, digits and "._+-/"
    std::optional<std::string> text;  ///< nullopt: the file shall go
    /// A file whose mode, owner and extended attributes it gets, perhaps its own former self; where there is
    /// none it is root's, with mode 0644 and no attributes.
    std::string like = {};
};

/// Makes each change, in their order and each by itself atomically, in the unmounted file system in `where`,
/// and reads all back through a fresh reader. The folders must be there. Unsupported where a folder on the
/// way or a file is a symbolic link, or of another type: nothing is followed. Durable when it returns.
[[nodiscard]] Result<> writeRootFiles(BlockDevice &disk, Extent where, ContentKind kind,
                                      const std::vector<FileChange> &changes);

/// Makes /`name` with mode 0644, root's, or takes it away.
[[nodiscard]] Result<> writeRootFile(BlockDevice &disk, Extent where, ContentKind kind,
                                     const std::string &name, const std::optional<std::string> &text);

/// Whether writeRootFiles will do this kind, found out by a trial where nothing else can tell, which
/// may take a second; for before a job. Unsupported or ToolFailed where not.
[[nodiscard]] Result<> tryRootWriter(ContentKind kind);

/// The kinds writeRootFiles should do here for this user, as far as can be told without a trial.
[[nodiscard]] std::vector<ContentKind> writableRootKinds();

}
