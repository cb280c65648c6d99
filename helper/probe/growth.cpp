// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/growth.h"

#include "helper/block/small_file.h"
#include "helper/probe/config_sources.h"
#include "helper/probe/naming.h"

#include <algorithm>

namespace parterre {

namespace {

using Files = std::map<std::string, std::string>;

bool hasKiwiRepart(const Files &files)
{
    return files.contains(probed::partids)
        && std::ranges::any_of(probed::kiwiRepartModules(),
                               [&](const std::string &path) { return files.contains(path); });
}

/// "- growpart" among the modules of cloud.cfg, unless commented out.
bool hasGrowpart(const Files &files)
{
    const auto config = files.find(probed::cloudConfig);
    if (config == files.end())
        return false;
    const std::vector<std::string> lines = linesIn(config->second);
    return std::ranges::any_of(lines, [](const std::string &line) {
        const std::vector<std::string> words = wordsIn(line);
        return words.size() >= 2 && words[0] == "-" && words[1] == "growpart";
    });
}

void mark(std::vector<Partition> &partitions, int number)
{
    const auto found = std::ranges::find(partitions, number, &Partition::number);
    if (found != partitions.end())
        found->isGrownAtFirstBoot = true;
}

}

void setGrowth(std::vector<Partition> &partitions, const Snapshot &snapshot)
{
    for (const auto &[place, files] : snapshot.files) {
        const int number = place.number;
        if (hasKiwiRepart(files) || hasGrowpart(files))
            mark(partitions, number);
        const auto fstab = files.find(probed::fstab);
        if (fstab == files.end())
            continue;
        for (const FstabLine &line : parseFstab(fstab->second)) {
            if (!line.options.contains("x-systemd.growfs"))
                continue;
            const std::optional<Naming> naming = parseNaming(line.source);
            mark(partitions, line.place == "/" ? number : naming ? resolve(*naming, partitions) : 0);
        }
    }
}

}
