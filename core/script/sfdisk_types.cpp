// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_types.h"

#include "core/model/part_types.h"
#include "core/script/sfdisk_names.h"
#include "core/units/uuid.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace parterre::script {

namespace {

/// A word of sfdisk's own for a type; where a table has none of it, empty.
struct ShortName
{
    std::string_view letters;
    std::string_view alias;
    std::string_view gpt;
    std::string_view mbr;
};

constexpr std::array shortNames{
    ShortName{"L", "linux", type::linuxData, "83"},
    ShortName{"S", "swap", type::linuxSwap, "82"},
    ShortName{"Ex", "extended", {}, "05"},
    ShortName{"E", {}, {}, "05"},
    ShortName{"H", "home", type::home, {}},
    ShortName{"U", "uefi", type::esp, "ef"},
    ShortName{"R", "raid", type::raid, "fd"},
    ShortName{"V", "lvm", type::lvm, "8e"},
    ShortName{"X", {}, {}, "85"},
    ShortName{"X", "xbootldr", type::xbootldr, {}},
    ShortName{{}, "linuxex", {}, "85"},
};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// What sfdisk compares of a name: letters and digits.
std::string essence(std::string_view name)
{
    std::string result;
    for (const char c : name) {
        const char small = lower(c);
        if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9'))
            result.push_back(small);
    }
    return result;
}

std::optional<std::string> typeOfCode(TableKind table, std::string_view word)
{
    if (table == TableKind::Gpt) {
        const std::optional<Uuid> guid = Uuid::parse(word);
        return guid && !guid->isNil() ? std::optional(guid->toUpper()) : std::nullopt;
    }
    if (word.starts_with("0x") || word.starts_with("0X"))
        word.remove_prefix(2);
    unsigned code = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), code, 16);
    // Code 0 says that an entry is empty.
    if (error != std::errc() || end != word.data() + word.size() || code == 0 || code > 0xffU)
        return std::nullopt;
    std::array<char, 4> text{};
    (void)std::snprintf(text.data(), text.size(), "%02x", code);
    return std::string(text.data());
}

}

std::optional<std::string> sfdiskType(TableKind table, std::string_view word)
{
    const bool isGpt = table == TableKind::Gpt;
    for (const ShortName &one : shortNames) {
        const std::string_view type = isGpt ? one.gpt : one.mbr;
        const bool isMeant = !word.empty() && (word == one.letters || word == one.alias);
        if (isMeant && !type.empty())
            return std::string(type);
    }
    // A code before a name: none of the names looks like one.
    if (std::optional<std::string> type = typeOfCode(table, word))
        return type;
    const std::string wanted = essence(word);
    if (wanted.empty())
        return std::nullopt;
    for (const SfdiskName &one : isGpt ? sfdiskGptNames() : sfdiskMbrNames()) {
        if (essence(one.name) == wanted)
            return std::string(one.type);
    }
    return std::nullopt;
}

}
