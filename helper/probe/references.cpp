// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/references.h"

#include "core/model/layers.h"
#include "helper/probe/config_sources.h"
#include "helper/probe/efi_entry.h"
#include "helper/probe/naming.h"

#include <algorithm>
#include <format>

namespace parterre {

namespace {

Partition *find(std::vector<Partition> &partitions, int number)
{
    const auto found = std::ranges::find(partitions, number, &Partition::number);
    return found == partitions.end() ? nullptr : &*found;
}

struct Root
{
    FileSystemPlace place;
    std::vector<FstabLine> lines;
    bool namesItself = false;
};

std::vector<Root> rootsIn(const std::vector<Partition> &partitions, const Snapshot &snapshot)
{
    std::vector<Root> roots;
    for (const auto &[place, files] : snapshot.files) {
        const auto fstab = files.find(probed::fstab);
        if (fstab == files.end())
            continue;
        Root root{.place = place, .lines = parseFstab(fstab->second)};
        root.namesItself = std::ranges::any_of(root.lines, [&](const FstabLine &line) {
            const std::optional<Naming> naming = parseNaming(line.source);
            return line.place == "/" && naming && resolve(*naming, partitions) == place.number;
        });
        roots.push_back(std::move(root));
    }
    std::ranges::stable_partition(roots, &Root::namesItself);
    return roots;
}

class Collector
{
public:
    explicit Collector(const std::vector<Partition> &partitions)
        : m_partitions(partitions)
    {}

    void add(const FileSystemPlace &place, const std::string &file, const std::string &source)
    {
        const std::optional<Naming> naming = parseNaming(source);
        // What is mapped has names that look like those of any group.
        const bool isOfOthers =
            naming && naming->by == Reference::By::LogicalVolume && resolve(*naming, m_partitions) == 0;
        if (!naming || isOfOthers)
            return;
        add({.inPartition = place.number,
             .file = file,
             .by = naming->by,
             .value = naming->text,
             .key = naming->key,
             .inLayer = place.layer});
    }

    void add(Reference reference)
    {
        if (!std::ranges::contains(m_found, reference))
            m_found.push_back(std::move(reference));
    }

    [[nodiscard]] std::vector<Reference> take() { return std::move(m_found); }

private:
    const std::vector<Partition> &m_partitions;
    std::vector<Reference> m_found;
};

using Files = std::map<std::string, std::string>;

/// Those of folders, whose names are not known before.
void addFolders(Collector &collector, const FileSystemPlace &place, const Files &files)
{
    for (const auto &folders : {rootConfigFolders(), bootConfigFolders()}) {
        for (const ConfigFolder &folder : folders) {
            for (const auto &[path, text] : files) {
                if (!isFileOf(folder, path))
                    continue;
                for (const std::string &source : folder.sources(text))
                    collector.add(place, path, source);
            }
        }
    }
}

void addFiles(Collector &collector, const FileSystemPlace &place, const Files &files)
{
    for (const auto &configs : {rootConfigs(), bootConfigs()}) {
        for (const ConfigFile &config : configs) {
            const auto found = files.find(config.path);
            if (found == files.end())
                continue;
            for (const std::string &source : config.sources(found->second))
                collector.add(place, found->first, source);
        }
    }
    addFolders(collector, place, files);
}

/// Only entries that name a partition of this disk; the others are none of its business.
void addFirmware(Collector &collector, const Snapshot &snapshot, const std::vector<Partition> &partitions)
{
    for (const auto &[name, bytes] : snapshot.firmware) {
        const std::optional<EfiEntry> entry = parseEfiEntry(bytes);
        if (!entry || entry->guid.empty())
            continue;
        const auto found = std::ranges::find(partitions, entry->guid, &Partition::guid);
        if (found == partitions.end())
            continue;
        collector.add({.inPartition = 0,
                       .file = name,
                       .by = Reference::By::EfiBootEntry,
                       .value = std::format("HD({},{})", entry->number, entry->guid),
                       .key = found->guid});
    }
}

}

void setMountPoints(std::vector<Partition> &partitions, const Snapshot &snapshot)
{
    const std::vector<Root> roots = rootsIn(partitions, snapshot);
    for (const Root &root : roots) {
        Partition *const self = find(partitions, root.place.number);
        Content *const content = self == nullptr ? nullptr : layerAt(self->content, root.place.layer);
        if (content != nullptr) {
            content->osMarks = "fstab";
            self->mountPoint = "/";
        }
    }
    for (const Root &root : roots) {
        for (const FstabLine &line : root.lines) {
            const std::optional<Naming> naming = parseNaming(line.source);
            Partition *named = naming ? find(partitions, resolve(*naming, partitions)) : nullptr;
            if (named != nullptr && named->mountPoint.empty() && line.place.starts_with('/'))
                named->mountPoint = line.place;
        }
    }
}

std::vector<Reference> referencesIn(const std::vector<Partition> &partitions, const Snapshot &snapshot)
{
    Collector collector(partitions);
    for (const auto &[place, files] : snapshot.files)
        addFiles(collector, place, files);
    addFirmware(collector, snapshot, partitions);
    return collector.take();
}

}
