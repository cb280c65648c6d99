// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/naming.h"

#include "helper/block/small_file.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace parterre {

namespace {

using By = Reference::By;

struct Prefix
{
    std::string_view text;
    By by;
};

constexpr std::array prefixes{
    Prefix{.text = "UUID=", .by = By::Uuid},
    Prefix{.text = "LABEL=", .by = By::Label},
    Prefix{.text = "PARTUUID=", .by = By::PartUuid},
    Prefix{.text = "PARTLABEL=", .by = By::PartLabel},
    Prefix{.text = "/dev/disk/by-uuid/", .by = By::Uuid},
    Prefix{.text = "/dev/disk/by-label/", .by = By::Label},
    Prefix{.text = "/dev/disk/by-partuuid/", .by = By::PartUuid},
    Prefix{.text = "/dev/disk/by-partlabel/", .by = By::PartLabel},
};

/// Device nodes that are partitions: sda5, vda5, xvda5, nvme0n1p5, mmcblk0p5, loop0p5, by-id/X-part5.
constexpr std::array<std::string_view, 9> nodes{"/dev/sd",   "/dev/vd",          "/dev/hd",
                                                "/dev/xvd",  "/dev/nvme",        "/dev/mmcblk",
                                                "/dev/loop", "/dev/disk/by-id/", "/dev/disk/by-path/"};

std::string withoutQuotes(std::string text)
{
    std::erase_if(text, [](char c) { return c == '"' || c == '\''; });
    return text;
}

/// "5" of sda5, nvme0n1p5 and ata-DISK-part5; 0 for a whole disk.
int numberOfNode(const std::string &node)
{
    const std::size_t last = node.find_last_not_of("0123456789");
    if (last == std::string::npos || last + 1 == node.size() || node.size() - last > 5)
        return 0;
    const bool endsInDigits =
        node.starts_with("/dev/nvme") || node.starts_with("/dev/mmcblk") || node.starts_with("/dev/loop");
    if (endsInDigits && node[last] != 'p')
        return 0;
    if (node.starts_with("/dev/disk/") && !node.substr(0, last + 1).ends_with("-part"))
        return 0;
    return static_cast<int>(parseNumber(node.substr(last + 1)).value_or(0));
}

bool isNamed(const Partition &partition, const Naming &naming)
{
    switch (naming.by) {
    case By::DeviceNumber:
        return partition.number == numberOfNode(naming.value);
    case By::Uuid:
        return lowerCase(partition.content.uuid) == lowerCase(naming.value);
    case By::Label:
        return partition.content.label == naming.value;
    case By::PartUuid:
        return lowerCase(partition.guid) == lowerCase(naming.value);
    case By::PartLabel:
        return partition.name == naming.value;
    case By::EfiBootEntry:
        break;
    }
    return false;
}

void addOnce(std::vector<std::string> &list, std::string value)
{
    if (!value.empty() && !std::ranges::contains(list, value))
        list.push_back(std::move(value));
}

/// The words after "search" that are no options say what is searched for.
void addSearch(const std::vector<std::string> &words, std::vector<std::string> &sources)
{
    const bool byUuid = std::ranges::any_of(
        words, [](const std::string &word) { return word == "--fs-uuid" || word == "-u"; });
    const bool byLabel = std::ranges::any_of(words, [](const std::string &word) {
        return word == "--label" || word == "-l" || word == "--fs-label";
    });
    if (byUuid == byLabel)
        return;
    const std::string &last = words.back();
    if (!last.starts_with("-") && !last.contains('$'))
        addOnce(sources, (byUuid ? "UUID=" : "LABEL=") + withoutQuotes(last));
}

void addKernelArguments(const std::vector<std::string> &words, std::vector<std::string> &sources)
{
    for (const std::string &word : words) {
        for (const std::string_view name : {"root=", "resume="}) {
            if (word.starts_with(name) && !word.contains('$'))
                addOnce(sources, withoutQuotes(word.substr(name.size())));
        }
    }
}

}

std::optional<Naming> parseNaming(const std::string &source)
{
    const std::string text = withoutOctalEscapes(withoutQuotes(source));
    for (const Prefix &prefix : prefixes) {
        if (text.starts_with(prefix.text) && text.size() > prefix.text.size())
            return Naming{.by = prefix.by, .text = text, .value = text.substr(prefix.text.size())};
    }
    const bool isNode =
        std::ranges::any_of(nodes, [&](std::string_view node) { return text.starts_with(node); });
    if (isNode && numberOfNode(text) > 0)
        return Naming{.by = By::DeviceNumber, .text = text, .value = text};
    return std::nullopt;
}

std::vector<FstabLine> parseFstab(const std::string &text)
{
    std::vector<FstabLine> lines;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (words.size() < 3 || words[0].starts_with('#'))
            continue;
        lines.push_back({.source = words[0],
                         .place = withoutOctalEscapes(words[1]),
                         .type = words[2],
                         .options = words.size() > 3 ? words[3] : std::string()});
    }
    return lines;
}

std::vector<std::string> sourcesInCrypttab(const std::string &text)
{
    std::vector<std::string> sources;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (words.size() >= 2 && !words[0].starts_with('#'))
            addOnce(sources, words[1]);
    }
    return sources;
}

std::vector<std::string> sourcesInGrub(const std::string &text)
{
    std::vector<std::string> sources;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (words.size() < 2)
            continue;
        if (words[0] == "search")
            addSearch(words, sources);
        else if (words[0].starts_with("linux"))
            addKernelArguments(words, sources);
    }
    return sources;
}

int resolve(const Naming &naming, const std::vector<Partition> &partitions)
{
    if (naming.value.empty())
        return 0;
    const auto found = std::ranges::find_if(
        partitions, [&](const Partition &partition) { return isNamed(partition, naming); });
    return found == partitions.end() ? 0 : found->number;
}

}
