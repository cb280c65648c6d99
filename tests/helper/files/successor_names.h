// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/rewritten_references.h"
#include "helper/probe/naming.h"

#include <string>
#include <utility>
#include <vector>

/// Names of partitions in texts, and what could take their place.
namespace parterre::test {

using By = Reference::By;
using Sources = std::vector<std::string> (*)(const std::string &);

/// What takes the place of an identifier.
inline std::string successorOf(By by, const std::string &key)
{
    const bool isWhole = key.size() == 36;
    switch (by) {
    case By::Uuid:
        return isWhole         ? "99999999-bbbb-4000-8000-00000000000b"
            : key.size() == 38 ? "ZbCdEf-0123-4567-8901-2345-6789-01ghiZ"
                               : "00FF-0001";
    case By::PartUuid:
        return isWhole ? "88888888-bbbb-4000-8000-00000000000b" : "1234abcd-07";
    case By::Label:
    case By::PartLabel:
        return key + "-C1";
    case By::DeviceNumber:
    case By::LogicalVolume:
    case By::EfiBootEntry:
        break;
    }
    return {};
}

/// A name as device mapper has it.
inline std::string mapped(const std::string &name)
{
    std::string text;
    for (const char c : name)
        text += c == '-' ? std::string("--") : std::string(1, c);
    return text;
}

/// The same word with another volume group in it.
inline Naming inGroupC1(const Naming &naming)
{
    const std::size_t slash = naming.key.find('/');
    const std::string group = naming.key.substr(0, slash) + "-C1";
    const std::string volume = naming.key.substr(slash + 1);
    Naming result{.by = naming.by, .text = {}, .key = group + "/" + volume};
    if (naming.text.starts_with("/dev/mapper/"))
        result.text = "/dev/mapper/" + mapped(group) + "-" + mapped(volume);
    else
        result.text = naming.text.substr(0, naming.text.size() - naming.key.size() + (volume.empty() ? 1 : 0))
            + group + (volume.empty() ? "" : "/" + volume);
    return result;
}

/// The name that takes the place of this one.
inline ReferenceChange changeOf(const Naming &naming)
{
    if (naming.by == By::LogicalVolume)
        return {.by = naming.by, .from = naming.text, .to = inGroupC1(naming).text};
    if (naming.by != By::DeviceNumber)
        return {.by = naming.by, .from = naming.key, .to = successorOf(naming.by, naming.key)};
    const std::string node = naming.text.substr(0, naming.text.size() - naming.key.size());
    return {.by = naming.by, .from = naming.text, .to = node + "9" + naming.key};
}

inline std::string keyAfter(const Naming &naming)
{
    if (naming.by == By::LogicalVolume)
        return inGroupC1(naming).key;
    return naming.by == By::DeviceNumber ? "9" + naming.key : changeOf(naming).to;
}

/// The names of partitions that are read from a text.
inline std::vector<Naming> namesIn(const std::string &text, Sources sources)
{
    std::vector<Naming> names;
    for (const std::string &source : sources(text)) {
        if (const std::optional<Naming> naming = parseNaming(source))
            names.push_back(*naming);
    }
    return names;
}

inline std::vector<std::pair<By, std::string>> keysOf(const std::vector<Naming> &names)
{
    std::vector<std::pair<By, std::string>> keys;
    for (const Naming &naming : names)
        keys.emplace_back(naming.by, naming.key);
    return keys;
}

}
