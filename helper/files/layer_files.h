// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/layer_place.h"
#include "helper/files/root_file.h"
#include "helper/luks/keys.h"

#include <string>
#include <vector>

namespace parterre {

/// A file system in a partition, perhaps in containers in it.
struct FileSystem
{
    Extent where;      ///< of the partition
    LayerPlace layer;  ///< in it
    ContentKind kind{};
};

/// As their namesakes of root_file.h, in what lies in `where` or in a volume of it, which is opened without
/// the kernel. Denied where the keys do not open what is locked; StaleLayout where the containers are not
/// those that `layer` says; Unsupported where a volume cannot be reached.
/// @{
[[nodiscard]] std::vector<Result<FoundFile>> readLayerFiles(BlockDevice &disk, const FileSystem &files,
                                                            Keys &keys, const std::vector<std::string> &paths,
                                                            std::size_t limit);
[[nodiscard]] Result<FoundFile> readLayerFile(BlockDevice &disk, const FileSystem &files, Keys &keys,
                                              const std::string &path, std::size_t limit);
[[nodiscard]] Result<> writeLayerFiles(BlockDevice &disk, const FileSystem &files, Keys &keys,
                                       const std::vector<FileChange> &changes);
/// @}

}
