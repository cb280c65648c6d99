// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/root_file.h"
#include "helper/probe/snapshot.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::size_t limit = std::size_t{256} << 10;

/// Nullopt where it is not there or cannot be read: a file that only tells names is never a
/// reason to fail a probe.
std::optional<std::string> readIfThere(BlockDevice &disk, Extent where, ContentKind kind,
                                       const std::string &path)
{
    const Result<std::optional<std::string>> text = readRootFile(disk, where, kind, path, limit);
    return text ? *text : std::nullopt;
}

bool mayHoldARoot(ContentKind kind)
{
    return isFileSystem(kind) && !isFat(kind) && kind != ContentKind::ExFat && kind != ContentKind::Ntfs
        && kind != ContentKind::Iso9660;
}

}

std::map<std::string, std::string> readProbedFiles(BlockDevice &disk, Extent where, ContentKind kind)
{
    std::map<std::string, std::string> files;
    if (!mayHoldARoot(kind))
        return files;
    const auto add = [&](const std::string &path) {
        const std::optional<std::string> text = readIfThere(disk, where, kind, path);
        if (text)
            files[path] = *text;
        return text.has_value();
    };
    const auto addFirst = [&](const std::vector<std::string> &paths) { std::ranges::any_of(paths, add); };
    addFirst(probed::grubConfigs());
    if (!add(probed::fstab))
        return files;
    add(probed::crypttab);
    add(probed::cloudConfig);
    if (add(probed::partids))
        addFirst(probed::kiwiRepartModules());
    return files;
}

}
