// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/partition_window.h"
#include "helper/files/root_file.h"
#include "helper/identity/tool.h"

namespace parterre {

/// What is read from, and how much at most.
struct Reading
{
    const Toolbox &tools;
    BlockDevice &disk;
    Extent where;
    std::string path;    ///< absolute, of harmless characters only, see isHarmlessPath()
    std::size_t limit;
};

/// Absolute, without "..", of letters, digits and "._+-/": it goes into commands of xfs_db and into
/// a regular expression.
[[nodiscard]] bool isHarmlessPath(const std::string &path);
/// "etc", "fstab".
[[nodiscard]] std::vector<std::string> pathComponents(const std::string &path);
/// The error for a file that is larger than the limit.
[[nodiscard]] std::unexpected<Error> tooLarge(const Reading &reading);

/// Each reads `reading.path` out of the file system in the file `window`, a read-only window.
/// @{
using FoundFile = std::optional<std::string>;
[[nodiscard]] Result<FoundFile> readExt(const Reading &reading, const std::string &window);
[[nodiscard]] Result<FoundFile> readXfs(const Reading &reading, const std::string &window);
[[nodiscard]] Result<FoundFile> readBtrfs(const Reading &reading, const std::string &window);
[[nodiscard]] Result<FoundFile> readFat(const Reading &reading, const std::string &window);
[[nodiscard]] Result<FoundFile> readSquashfs(const Reading &reading, const std::string &window);
[[nodiscard]] Result<FoundFile> readErofs(const Reading &reading, const std::string &window);
/// @}

}
