// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/partition_window.h"
#include "helper/files/root_file.h"
#include "helper/identity/tool.h"

namespace parterre {

/// What is read, from where, and how much at most.
struct Reading
{
    const Toolbox &tools;
    BlockDevice &disk;
    Extent where;
    const std::string &window;  ///< the file that shows `where`, read only
    std::size_t limit;          ///< bytes of one file
};

/// Absolute, without "..", of letters, digits and "._+-/": it goes into commands of xfs_db and into
/// a regular expression.
[[nodiscard]] bool isHarmlessPath(const std::string &path);
/// "etc", "fstab".
[[nodiscard]] std::vector<std::string> pathComponents(const std::string &path);
/// The error for a file that is larger than the limit.
[[nodiscard]] std::unexpected<Error> tooLarge(const Reading &reading, const std::string &path);

/// Each reads the files at the paths, which are all harmless; the answers stand in their order. Those
/// that start programs start as few as they can for all paths together.
/// @{
using Paths = std::vector<std::string>;
using FoundFiles = std::vector<Result<FoundFile>>;
[[nodiscard]] FoundFiles readExt(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFiles readXfs(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFiles readBtrfs(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFiles readFat(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFiles readSquashfs(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFiles readErofs(const Reading &reading, const Paths &paths);
/// @}

/// Each lists the folders at the paths, which are all harmless; the answers stand in their order. The names
/// are as they stand there, in any order, and not all where there are too many.
/// @{
using FoundFolders = std::vector<Result<FolderNames>>;
[[nodiscard]] FoundFolders listExt(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFolders listXfs(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFolders listBtrfs(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFolders listFat(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFolders listSquashfs(const Reading &reading, const Paths &paths);
[[nodiscard]] FoundFolders listErofs(const Reading &reading, const Paths &paths);
/// @}

/// How many entries of a folder are looked at, and what a program that lists folders may use up.
inline constexpr std::size_t entriesMax = 16384;
inline constexpr ToolLimits listingLimits{.time = std::chrono::seconds(20), .output = std::size_t{1} << 20U};

/// The answers of a reader that can only read one file at a time.
template<typename Reader>
[[nodiscard]] FoundFiles readEach(const Reading &reading, const Paths &paths, Reader read)
{
    FoundFiles found;
    found.reserve(paths.size());
    for (const std::string &path : paths)
        found.push_back(read(reading, path));
    return found;
}

/// The same of one that can only list one folder at a time.
template<typename Lister>
[[nodiscard]] FoundFolders listEach(const Reading &reading, const Paths &paths, Lister list)
{
    FoundFolders found;
    found.reserve(paths.size());
    for (const std::string &path : paths)
        found.push_back(list(reading, path));
    return found;
}

}
