// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/part_types.h"
#include "core/partids/partids.h"
#include "core/units/lower_case.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace parterre {

namespace {

constexpr std::string_view kiwiPrefix = "p.lx";
constexpr std::string_view kiwiCloneWord = "clone";
constexpr std::string_view plainCloneWord = "-clone";

/// Names that partitioners give by themselves and that say nothing about this very partition.
bool isGenericName(const std::string &name)
{
    constexpr std::array<std::string_view, 10> generic{"linux filesystem",
                                                       "linux swap",
                                                       "linux lvm",
                                                       "linux raid",
                                                       "linux",
                                                       "efi system",
                                                       "efi system partition",
                                                       "basic data partition",
                                                       "microsoft basic data",
                                                       "primary"};
    return std::ranges::find(generic, std::string_view(lowerCase(name))) != generic.end();
}

/// The GPT names of KIWI's that do not begin with kiwiPrefix.
std::string_view nameOfKiwiName(std::string_view gptName)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kiwi{{
        {"p.legacy", "efi_csm"},
        {"p.UEFI", "efi"},
        {"p.prep", "prep"},
        {"p.swap", "swap"},
        {"p.spare", "spare"},
    }};
    const auto *known = std::ranges::find(kiwi, gptName, [](const auto &pair) { return pair.first; });
    return known == kiwi.end() ? std::string_view() : known->second;
}

std::string nameOfGptName(const std::string &gptName)
{
    if (const std::string_view known = nameOfKiwiName(gptName); !known.empty())
        return std::string(known);
    if (gptName.starts_with(kiwiPrefix)) {
        const std::string name = gptName.substr(kiwiPrefix.size());
        return name == "lvm" || name == "raid" ? "root" : name;
    }
    return isGenericName(gptName) ? std::string() : gptName;
}

std::string nameOfMountPoint(const std::string &mountPoint)
{
    if (mountPoint.empty() || mountPoint.front() != '/')
        return {};
    if (mountPoint == "/")
        return "root";
    if (mountPoint == "/boot/efi" || mountPoint == "/efi")
        return "efi";
    return safeName(mountPoint.substr(1));
}

std::optional<CloneName> splitAt(std::string_view text, std::string_view word)
{
    const auto at = text.rfind(word);
    if (at == std::string_view::npos || at == 0)
        return std::nullopt;
    const std::string_view digits = text.substr(at + word.size());
    int index = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    const bool isWhole = error == std::errc() && end == digits.data() + digits.size();
    if (!isWhole || index < 1 || digits.front() == '0')
        return std::nullopt;
    return CloneName{.name = std::string(text.substr(0, at)), .index = index};
}

/// Latin letters with marks, as far as partition names in the field have them.
std::string_view plainLetter(std::string_view utf8)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 16> letters{{
        {"ä", "a"},
        {"ö", "o"},
        {"ü", "u"},
        {"Ä", "A"},
        {"Ö", "O"},
        {"Ü", "U"},
        {"ß", "ss"},
        {"é", "e"},
        {"è", "e"},
        {"ê", "e"},
        {"á", "a"},
        {"à", "a"},
        {"ñ", "n"},
        {"ç", "c"},
        {"å", "a"},
        {"ø", "o"},
    }};
    const auto *found = std::ranges::find(letters, utf8, [](const auto &pair) { return pair.first; });
    return found == letters.end() ? std::string_view("_") : found->second;
}

std::size_t utf8Length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xf0)
        return 4;
    return lead >= 0xe0 ? 3 : 2;
}

}

std::string safeName(std::string_view name)
{
    std::string result;
    while (!name.empty()) {
        const std::size_t length =
            std::min(utf8Length(static_cast<unsigned char>(name.front())), name.size());
        const std::string_view one = name.substr(0, length);
        name = name.substr(length);
        if (length > 1)
            result += plainLetter(one);
        else
            result += isSafeName(one) ? one.front() : '_';
    }
    const auto first = result.find_first_not_of('_');
    if (first == std::string::npos)
        return "part";
    const auto last = result.find_last_not_of('_');
    return result.substr(first, std::min<std::size_t>(last - first + 1, 64));
}

std::string inferredName(const Partition &partition)
{
    if (partition.entry == EntryKind::Extended)
        return {};
    if (!partition.partidsName.empty())
        return partition.partidsName;
    if (const std::string_view byType = nameOfType(partition.type); !byType.empty())
        return std::string(byType);
    if (!partition.name.empty()) {
        if (std::string name = nameOfGptName(partition.name); !name.empty())
            return name;
    }
    // The label of a container is that of a volume group or of a lock.
    if (isContainer(partition.content.kind) && partition.mountPoint == "/")
        return nameOfMountPoint(partition.mountPoint);
    if (!partition.content.label.empty())
        return lowerCase(partition.content.label);
    if (std::string name = nameOfMountPoint(partition.mountPoint); !name.empty())
        return name;
    if (partition.type == type::rootX86)
        return "root";
    if (partition.type == type::home)
        return "home";
    return partition.type == type::xbootldr ? "boot" : std::string();
}

std::optional<CloneName> parseCloneName(std::string_view gptName)
{
    if (gptName.starts_with(kiwiPrefix))
        return splitAt(gptName.substr(kiwiPrefix.size()), kiwiCloneWord);
    return splitAt(gptName, plainCloneWord);
}

std::string cloneGptName(std::string_view originGptName, std::string_view partidsName, int index)
{
    if (originGptName.starts_with(kiwiPrefix)) {
        const std::string_view word = partidsName == "readonly" ? "root" : partidsName;
        return std::string(kiwiPrefix) + std::string(word) + std::string(kiwiCloneWord)
            + std::to_string(index);
    }
    // "Linux filesystem-clone1" would be a clone of anything.
    const bool isTelling = !originGptName.empty() && !isGenericName(std::string(originGptName));
    return std::string(isTelling ? originGptName : partidsName) + std::string(plainCloneWord)
        + std::to_string(index);
}

std::string renamedGptName(const Partition &partition, std::string_view name)
{
    if (name.empty() || !nameOfType(partition.type).empty())
        return partition.name;
    const std::string plain(name);
    const std::string kiwi = std::string(kiwiPrefix) + plain;
    const bool isKiwi = partition.name.starts_with(kiwiPrefix) || !nameOfKiwiName(partition.name).empty();
    for (const std::string &wish : {isKiwi ? kiwi : plain, isKiwi ? plain : kiwi}) {
        if (nameOfGptName(wish) == name && !parseCloneName(wish))
            return wish;
    }
    return partition.name;
}

}
