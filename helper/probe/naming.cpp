// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/naming.h"

#include "core/model/layers.h"
#include "core/units/lower_case.h"
#include "core/units/uuid.h"
#include "helper/block/small_file.h"
#include "helper/lvm/physical_volume.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace parterre {

namespace {

using By = Reference::By;

struct Prefix
{
    std::string_view text;
    By by;
};

/// What systemd and dracut call an opened LUKS that nobody gave another name; its UUID follows.
constexpr std::string_view luksPrefix = "/dev/mapper/luks-";

constexpr std::array prefixes{
    Prefix{.text = "UUID=", .by = By::Uuid},
    Prefix{.text = "LABEL=", .by = By::Label},
    Prefix{.text = "PARTUUID=", .by = By::PartUuid},
    Prefix{.text = "PARTLABEL=", .by = By::PartLabel},
    Prefix{.text = "/dev/disk/by-uuid/", .by = By::Uuid},
    Prefix{.text = "/dev/disk/by-label/", .by = By::Label},
    Prefix{.text = "/dev/disk/by-partuuid/", .by = By::PartUuid},
    Prefix{.text = "/dev/disk/by-partlabel/", .by = By::PartLabel},
    Prefix{.text = luksPrefix, .by = By::Uuid},
};

/// Device nodes that are partitions: sda5, vda5, xvda5, nvme0n1p5, mmcblk0p5, loop0p5, by-id/X-part5.
constexpr std::array<std::string_view, 9> nodes{"/dev/sd",   "/dev/vd",          "/dev/hd",
                                                "/dev/xvd",  "/dev/nvme",        "/dev/mmcblk",
                                                "/dev/loop", "/dev/disk/by-id/", "/dev/disk/by-path/"};

/// What stands in quotes, alone or behind "UUID="; nullopt for a word that has quotes otherwise.
std::optional<std::string> withoutQuotes(const std::string &word)
{
    constexpr const char *quotes = "\"'";
    const std::size_t open = word.find_first_of(quotes);
    if (open == std::string::npos)
        return word;
    const std::size_t close = word.find_first_of(quotes, open + 1);
    const bool isWhole = close != std::string::npos && close + 1 == word.size() && word[open] == word[close];
    if (!isWhole || (open > 0 && word.find('=') != open - 1))
        return std::nullopt;
    return word.substr(0, open) + word.substr(open + 1, close - open - 1);
}

/// "5" of sda5, nvme0n1p5 and ata-DISK-part5; 0 for a whole disk.
int numberOfNode(const std::string &node)
{
    const std::size_t last = node.find_last_not_of("0123456789");
    if (last == std::string::npos || last + 1 == node.size() || node.size() - last > 5
        || node[last + 1] == '0')
        return 0;
    const bool endsInDigits =
        node.starts_with("/dev/nvme") || node.starts_with("/dev/mmcblk") || node.starts_with("/dev/loop");
    if (endsInDigits && node[last] != 'p')
        return 0;
    const bool isLink = node.starts_with("/dev/disk/");
    if (isLink && !node.substr(0, last + 1).ends_with("-part"))
        return 0;
    const auto isPlain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    if (!isLink && !std::ranges::all_of(node.substr(std::string_view("/dev/").size()), isPlain))
        return 0;
    return static_cast<int>(parseNumber(node.substr(last + 1)).value_or(0));
}

/// lvm(8): letters, digits and "+_.-", and no hyphen first.
bool isLvmName(std::string_view name)
{
    return !name.empty() && name.front() != '-' && std::ranges::all_of(name, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("+_.-").contains(c);
    });
}

/// "GROUP-VOLUME" of device mapper, where their own hyphens stand twice; nullopt for other names.
std::optional<std::string> unmapped(std::string_view name)
{
    std::string key;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool isTwice = name.substr(i).starts_with("--");
        key += name[i] == '-' && !isTwice ? '/' : name[i];
        i += isTwice ? 1 : 0;
    }
    return !name.contains('/') && std::ranges::count(key, '/') == 1 ? std::optional(key) : std::nullopt;
}

/// "PART=" and "PVID=" of lvmdevices(8)' file, the latter without hyphens.
std::optional<Naming> physicalVolumeIn(const std::string &text)
{
    constexpr std::string_view part = "PART=";
    constexpr std::string_view pvid = "PVID=";
    const std::string value = text.substr(std::min(part.size(), text.size()));
    if (text.starts_with(part) && !value.starts_with('0') && parseNumber(value).value_or(0) > 0)
        return Naming{.by = By::DeviceNumber, .text = text, .key = value};
    if (text.starts_with(pvid) && value.size() == 32 && isLvmUuid(printedLvmUuid(value)))
        return Naming{.by = By::Uuid, .text = text, .key = printedLvmUuid(value)};
    return std::nullopt;
}

/// The group and volume that a node or a kernel argument names.
std::optional<std::string> logicalVolumeIn(const std::string &text)
{
    constexpr std::string_view mapper = "/dev/mapper/";
    constexpr std::string_view folder = "/dev/";
    constexpr std::string_view volumeOption = "rd.lvm.lv=";
    constexpr std::string_view groupOption = "rd.lvm.vg=";
    std::optional<std::string> key;
    if (text.starts_with(mapper))
        key = unmapped(std::string_view(text).substr(mapper.size()));
    else if (text.starts_with(folder))
        key = text.substr(folder.size());
    else if (text.starts_with(volumeOption))
        key = text.substr(volumeOption.size());
    else if (text.starts_with(groupOption))
        return isLvmName(text.substr(groupOption.size()))
            ? std::optional(text.substr(groupOption.size()) + "/")
            : std::nullopt;
    const std::size_t slash = key ? key->find('/') : std::string::npos;
    if (slash == std::string::npos || !isLvmName(key->substr(0, slash)) || !isLvmName(key->substr(slash + 1)))
        return std::nullopt;
    return key;
}

bool isNamed(const Partition &partition, const Naming &naming)
{
    switch (naming.by) {
    case By::DeviceNumber:
        return std::to_string(partition.number) == naming.key;
    case By::Uuid:
        return isUuidIn(partition.content, naming.key);
    case By::Label:
        return isLabelIn(partition.content, naming.key);
    case By::PartUuid:
        return lowerCase(partition.guid) == lowerCase(naming.key);
    case By::PartLabel:
        return partition.name == naming.key;
    case By::LogicalVolume: {
        const std::size_t slash = std::min(naming.key.find('/'), naming.key.size() - 1);
        return groupIn(partition.content, naming.key.substr(0, slash), naming.key.substr(slash + 1))
            != nullptr;
    }
    case By::EfiBootEntry:
        break;
    }
    return false;
}

}

std::optional<Naming> parseNaming(const std::string &source)
{
    const std::optional<std::string> word = withoutQuotes(source);
    if (!word)
        return std::nullopt;
    const std::string text = withoutOctalEscapes(*word);
    for (const Prefix &prefix : prefixes) {
        if (!text.starts_with(prefix.text) || text.size() == prefix.text.size())
            continue;
        const std::string key = text.substr(prefix.text.size());
        const bool isLink = prefix.text.starts_with('/');
        if (prefix.text == luksPrefix && !Uuid::parse(key))
            return std::nullopt;
        return Naming{.by = prefix.by, .text = text, .key = isLink ? withoutHexEscapes(key) : key};
    }
    if (const std::optional<Naming> naming = physicalVolumeIn(text))
        return naming;
    const bool isNode =
        std::ranges::any_of(nodes, [&](std::string_view node) { return text.starts_with(node); });
    const int number = isNode ? numberOfNode(text) : 0;
    if (number == 0) {
        const std::optional<std::string> volume = logicalVolumeIn(text);
        return volume ? std::optional(Naming{.by = By::LogicalVolume, .text = text, .key = *volume})
                      : std::nullopt;
    }
    return Naming{.by = By::DeviceNumber, .text = text, .key = std::to_string(number)};
}

int resolve(const Naming &naming, const std::vector<Partition> &partitions)
{
    if (naming.key.empty())
        return 0;
    const auto found = std::ranges::find_if(
        partitions, [&](const Partition &partition) { return isNamed(partition, naming); });
    return found == partitions.end() ? 0 : found->number;
}

}
