// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/naming.h"

#include "core/model/layers.h"
#include "core/units/lower_case.h"
#include "core/units/uuid.h"
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
        return std::to_string(partition.number) == naming.key;
    case By::Uuid:
        return isUuidIn(partition.content, naming.key);
    case By::Label:
        return isLabelIn(partition.content, naming.key);
    case By::PartUuid:
        return lowerCase(partition.guid) == lowerCase(naming.key);
    case By::PartLabel:
        return partition.name == naming.key;
    case By::EfiBootEntry:
        break;
    }
    return false;
}

}

std::optional<Naming> parseNaming(const std::string &source)
{
    const std::string text = withoutOctalEscapes(withoutQuotes(source));
    for (const Prefix &prefix : prefixes) {
        if (!text.starts_with(prefix.text) || text.size() == prefix.text.size())
            continue;
        const std::string key = text.substr(prefix.text.size());
        const bool isLink = prefix.text.starts_with('/');
        if (prefix.text == luksPrefix && !Uuid::parse(key))
            return std::nullopt;
        return Naming{.by = prefix.by, .text = text, .key = isLink ? withoutHexEscapes(key) : key};
    }
    const bool isNode =
        std::ranges::any_of(nodes, [&](std::string_view node) { return text.starts_with(node); });
    const int number = isNode ? numberOfNode(text) : 0;
    if (number == 0)
        return std::nullopt;
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
