// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/partids/partids.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace parterre {

namespace {

constexpr std::size_t textMax = 65536;

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::unexpected<Error> badLine(std::size_t line, std::string_view reason)
{
    return fail(ErrorCode::Corrupt, "config.partids",
                "line " + std::to_string(line) + ": " + std::string(reason));
}

Result<PartidsEntry> parseLine(std::string_view line, std::size_t number)
{
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
        return badLine(number, "there is no '='; expected KEY=\"VALUE\"");
    const std::string_view key = line.substr(0, equals);
    std::string_view value = line.substr(equals + 1);
    if (key.empty() || !std::ranges::all_of(key, isWordCharacter))
        return badLine(number, "a key may hold letters, digits and _ only");
    if (value.size() < 2 || value.front() != '"' || value.back() != '"')
        return badLine(number, "the value is not in double quotes");
    value = value.substr(1, value.size() - 2);
    if (value.find_first_of("\"\\$`") != std::string_view::npos)
        return badLine(number, "the value holds a character that a shell would act on");
    return PartidsEntry{.key = std::string(key), .value = std::string(value)};
}

}

Result<std::vector<PartidsEntry>> parsePartids(std::string_view text)
{
    if (text.size() > textMax)
        return fail(ErrorCode::Corrupt, "config.partids", "longer than 64 KiB");
    std::vector<PartidsEntry> entries;
    std::set<std::string> seen;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.empty() || line.front() == '#')
            continue;
        TRY(PartidsEntry entry, parseLine(line, number));
        if (!seen.insert(entry.key).second)
            return badLine(number, "the key " + entry.key + " stands there twice");
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::string writePartids(const std::vector<PartidsEntry> &entries)
{
    std::string text;
    for (const PartidsEntry &entry : entries)
        text += entry.key + "=\"" + entry.value + "\"\n";
    return text;
}

std::string titleCase(std::string_view name)
{
    std::string result;
    bool isInWord = false;
    for (const char c : name) {
        result += isInWord ? lower(c) : upper(c);
        isInWord = isLetter(c);
    }
    return result;
}

std::string originKey(std::string_view name)
{
    if (name == "efi_csm")
        return "kiwi_BiosGrub";
    if (name == "readonly")
        return "kiwi_ROPart";
    return "kiwi_" + titleCase(name) + "Part";
}

std::string cloneKey(std::string_view name, int index)
{
    const std::string_view word = name == "readonly" ? "root" : name;
    return "kiwi_" + std::string(word) + "PartClone" + std::to_string(index);
}

bool isSafeName(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, isWordCharacter);
}

}
