// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/root_file.h"
#include "helper/probe/config_sources.h"
#include "helper/probe/snapshot.h"

#include <algorithm>
#include <span>

namespace parterre {

namespace {

using Files = std::map<std::string, std::string>;

/// Files of folders are many and small, or not worth reading.
constexpr std::size_t smallLimit = std::size_t{64} << 10;
constexpr std::size_t folderFilesMax = 64;

/// A file system that is read, and what was found in it.
struct Reading
{
    BlockDevice &disk;
    Extent where;
    ContentKind kind;
    Files files = {};
};

/// All that may be wanted, so that one reading does.
std::vector<std::string> wantedPaths(bool mayBeRoot)
{
    std::vector<std::string> paths;
    std::ranges::transform(bootConfigs(), std::back_inserter(paths), &ConfigFile::path);
    if (!mayBeRoot)
        return paths;
    std::ranges::transform(rootConfigs(), std::back_inserter(paths), &ConfigFile::path);
    const auto &modules = probed::kiwiRepartModules();
    paths.insert(paths.end(), modules.begin(), modules.end());
    paths.insert(paths.end(), {probed::cloudConfig, probed::partids});
    return paths;
}

/// An ESP, or a boot partition that the firmware reads, is FAT.
bool mayHoldARoot(ContentKind kind)
{
    return isFileSystem(kind) && !isFat(kind) && kind != ContentKind::ExFat && kind != ContentKind::Ntfs
        && kind != ContentKind::Iso9660;
}

void addFixed(Reading &reading)
{
    const std::vector<std::string> paths = wantedPaths(mayHoldARoot(reading.kind));
    const auto found = readRootFiles(reading.disk, reading.where, reading.kind, paths, smallFileMax);
    const auto add = [&](const std::string &path) {
        const auto at = std::ranges::find(paths, path) - paths.begin();
        // A file that only tells names is never a reason to fail a probe.
        if (at == std::ssize(paths) || !found[static_cast<std::size_t>(at)]
            || !*found[static_cast<std::size_t>(at)])
            return false;
        reading.files[path] = **found[static_cast<std::size_t>(at)];
        return true;
    };
    const auto addFirst = [&](const std::vector<std::string> &choice) { std::ranges::any_of(choice, add); };
    for (const ConfigFile &config : bootConfigs())
        add(config.path);
    if (!add(probed::fstab))
        return;
    for (const ConfigFile &config : rootConfigs())
        add(config.path);
    add(probed::cloudConfig);
    if (add(probed::partids))
        addFirst(probed::kiwiRepartModules());
}

/// The paths of files in the folders, of all together no more than are read.
std::vector<std::string> pathsIn(const Reading &reading, const std::vector<ConfigFolder> &folders)
{
    std::vector<std::string> paths;
    std::ranges::transform(folders, std::back_inserter(paths), &ConfigFolder::path);
    const auto names = listRootFolders(reading.disk, reading.where, reading.kind, paths);
    std::vector<std::string> files;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        if (!names[i])
            continue;
        const std::vector<std::string> more = filesOf(folders[i], *names[i]);
        files.insert(files.end(), more.begin(), more.end());
    }
    files.resize(std::min(files.size(), folderFilesMax));
    return files;
}

void addFolders(Reading &reading)
{
    std::vector<ConfigFolder> folders(bootConfigFolders().begin(), bootConfigFolders().end());
    if (reading.files.contains(probed::fstab))
        folders.insert(folders.end(), rootConfigFolders().begin(), rootConfigFolders().end());
    const std::vector<std::string> paths = pathsIn(reading, folders);
    if (paths.empty())
        return;
    const auto found = readRootFiles(reading.disk, reading.where, reading.kind, paths, smallLimit);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (found[i] && *found[i])
            reading.files[paths[i]] = **found[i];
    }
}

}

Files readProbedFiles(BlockDevice &disk, Extent where, ContentKind kind)
{
    Reading reading{.disk = disk, .where = where, .kind = kind};
    if (!mayHoldARoot(kind) && !isFat(kind))
        return {};
    addFixed(reading);
    addFolders(reading);
    return std::move(reading.files);
}

}
