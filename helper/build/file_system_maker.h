// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/identity/tool.h"

#include <optional>
#include <string>

namespace parterre {

/// A file system that is to be made in a file.
struct Making
{
    ContentKind kind{};
    std::string label;  ///< empty: none
    std::string uuid;   ///< as Content::uuid; empty: its tool draws one
    Bytes size;         ///< of its place
    Bytes sectorSize{512};
    std::optional<std::string> tree;  ///< absolute path of the folder whose files it gets, owners and all
    std::string file;                 ///< absolute path; nothing is there yet
    std::string partids;  ///< .../config.partids, the file that becomes the one at the top of what cannot be
                          ///< written to afterwards; empty: none
};

/// Whether there is a tool for this kind, and whether it can fill what it makes with files.
/// @{
[[nodiscard]] bool canMake(ContentKind kind);
[[nodiscard]] bool canFill(ContentKind kind);
/// @}

/// Makes it by the file system's own tools; the file is at most `size` long then. ToolMissing, ToolFailed
/// with the tool's last line, also where the files do not fit; Unsupported for other kinds, for a folder or a
/// UUID that the kind's tools do not take, and for a read-only kind without a folder.
[[nodiscard]] Result<> makeFileSystem(const Toolbox &tools, const Making &making);

}
