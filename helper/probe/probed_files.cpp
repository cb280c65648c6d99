// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/root_file.h"
#include "helper/probe/config_sources.h"
#include "helper/probe/snapshot.h"

#include <algorithm>

namespace parterre {

namespace {

/// All that may be wanted, so that one reading does.
std::vector<std::string> wantedPaths()
{
    std::vector<std::string> paths{probed::cloudConfig, probed::partids};
    const auto &modules = probed::kiwiRepartModules();
    paths.insert(paths.end(), modules.begin(), modules.end());
    for (const auto &configs : {rootConfigs(), bootConfigs()})
        std::ranges::transform(configs, std::back_inserter(paths), &ConfigFile::path);
    return paths;
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
    const std::vector<std::string> paths = wantedPaths();
    const auto found = readRootFiles(disk, where, kind, paths, smallFileMax);
    const auto add = [&](const std::string &path) {
        const auto at = std::ranges::find(paths, path) - paths.begin();
        // A file that only tells names is never a reason to fail a probe.
        const Result<FoundFile> &text = found[static_cast<std::size_t>(at)];
        if (!text || !*text)
            return false;
        files[path] = **text;
        return true;
    };
    const auto addFirst = [&](const std::vector<std::string> &choice) { std::ranges::any_of(choice, add); };
    for (const ConfigFile &config : bootConfigs())
        add(config.path);
    if (!add(probed::fstab))
        return files;
    for (const ConfigFile &config : rootConfigs())
        add(config.path);
    add(probed::cloudConfig);
    if (add(probed::partids))
        addFirst(probed::kiwiRepartModules());
    return files;
}

}
