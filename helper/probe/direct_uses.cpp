// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/small_file.h"
#include "helper/probe/machine.h"

#include <algorithm>

#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace parterre {

namespace {

/// The device that a node in /dev stands for.
std::optional<DeviceNumber> deviceBehind(const std::string &node)
{
    struct stat status{};
    if (::stat(node.c_str(), &status) != 0 || !S_ISBLK(status.st_mode))
        return std::nullopt;
    return DeviceNumber{.major = major(status.st_rdev), .minor = minor(status.st_rdev)};
}

/// One line of mountinfo: "36 35 98:0 /root /mnt rw shared:1 - ext4 /dev/sda1 rw". btrfs and its
/// like have a number that is no device's (its major is 0); there the source tells.
std::optional<DirectUse> parseMount(const std::string &line)
{
    const std::vector<std::string> words = wordsIn(line);
    const auto dash = std::ranges::find(words, "-");
    if (words.size() < 7 || words.end() - dash < 3)
        return std::nullopt;
    const std::size_t colon = words[2].find(':');
    const std::optional<long long> major = parseNumber(words[2].substr(0, colon));
    const std::optional<long long> minor =
        colon == std::string::npos ? std::nullopt : parseNumber(words[2].substr(colon + 1));
    if (!major || !minor)
        return std::nullopt;
    std::optional<DeviceNumber> device =
        DeviceNumber{.major = static_cast<unsigned>(*major), .minor = static_cast<unsigned>(*minor)};
    if (*major == 0)
        device = deviceBehind(withoutOctalEscapes(dash[2]));
    if (!device)
        return std::nullopt;
    return DirectUse{.device = *device,
                     .use = {.kind = Use::Kind::Mounted, .what = withoutOctalEscapes(words[4])}};
}

/// One line of swaps: "/dev/sda2 partition 1048572 0 -2".
std::optional<DirectUse> parseSwap(const std::string &line)
{
    const std::vector<std::string> words = wordsIn(line);
    if (words.size() < 2 || words[1] != "partition")
        return std::nullopt;
    const std::string node = withoutOctalEscapes(words[0]);
    const std::optional<DeviceNumber> device = deviceBehind(node);
    if (!device)
        return std::nullopt;
    return DirectUse{.device = *device, .use = {.kind = Use::Kind::Swap, .what = node}};
}

/// In a container or a change of root the mounts that are listed need not show what "/" lies on.
void addSystem(const SystemFolders &folders, std::vector<DirectUse> &uses)
{
    for (const std::string &place : folders.system) {
        struct stat status{};
        if (::stat(place.c_str(), &status) != 0 || major(status.st_dev) == 0)
            continue;
        const DirectUse use{.device = {.major = major(status.st_dev), .minor = minor(status.st_dev)},
                            .use = {.kind = Use::Kind::Mounted, .what = place}};
        const bool isKnown = std::ranges::any_of(uses, [&](const DirectUse &other) {
            return other.device == use.device && other.use.what == place;
        });
        if (!isKnown)
            uses.push_back(use);
    }
}

/// A mounted btrfs holds all its devices; mountinfo names one.
void addBtrfsMembers(const SystemFolders &folders, std::vector<DirectUse> &uses)
{
    const std::string btrfs = folders.sys + "/fs/btrfs";
    for (const std::string &uuid : namesIn(btrfs)) {
        for (const std::string &name : namesIn(btrfs + "/" + uuid + "/devices")) {
            const std::optional<DeviceNumber> device = deviceBehind(folders.dev + "/" + name);
            const bool isKnown = device && std::ranges::contains(uses, *device, &DirectUse::device);
            if (device && !isKnown)
                uses.push_back(
                    {.device = *device, .use = {.kind = Use::Kind::Mounted, .what = "btrfs " + uuid}});
        }
    }
}

}

std::vector<DirectUse> readDirectUses(const SystemFolders &folders)
{
    std::vector<DirectUse> uses;
    for (const std::string &line : linesIn(readSmallFile(folders.proc + "/self/mountinfo").value_or(""))) {
        if (std::optional<DirectUse> use = parseMount(line))
            uses.push_back(*std::move(use));
    }
    for (const std::string &line : linesIn(readSmallFile(folders.proc + "/swaps").value_or(""))) {
        if (std::optional<DirectUse> use = parseSwap(line))
            uses.push_back(*std::move(use));
    }
    addSystem(folders, uses);
    addBtrfsMembers(folders, uses);
    return uses;
}

}
