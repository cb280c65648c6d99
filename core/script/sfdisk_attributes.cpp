// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_attributes.h"

#include <array>
#include <charconv>
#include <utility>

namespace parterre::script {

namespace {

constexpr unsigned firstOwnBit = 48;
constexpr unsigned bits = 64;

// UEFI 2.10, table 5.8.
constexpr std::array<std::pair<std::string_view, std::uint64_t>, 3> words{{
    {"RequiredPartition", 1U},
    {"NoBlockIOProtocol", 2U},
    {"LegacyBIOSBootable", 4U},
}};

std::optional<std::uint64_t> bitOf(std::string_view word)
{
    for (const auto &[name, bit] : words) {
        if (word == name)
            return bit;
    }
    if (word.starts_with("GUID:"))
        word.remove_prefix(5);
    unsigned number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool isNumber = error == std::errc() && end == word.data() + word.size();
    if (!isNumber || number >= bits || ((std::uint64_t{1} << number) & sfdiskAttributesMask) == 0)
        return std::nullopt;
    return std::uint64_t{1} << number;
}

}

std::string sfdiskAttributesText(std::uint64_t attributes)
{
    std::string text;
    for (const auto &[name, bit] : words) {
        if ((attributes & bit) != 0)
            text += (text.empty() ? "" : " ") + std::string(name);
    }
    bool isFirst = true;
    for (unsigned number = firstOwnBit; number < bits; ++number) {
        if ((attributes & (std::uint64_t{1} << number)) == 0)
            continue;
        text += isFirst ? (text.empty() ? "GUID:" : " GUID:") : ",";
        text += std::to_string(number);
        isFirst = false;
    }
    return text;
}

std::optional<std::uint64_t> sfdiskAttributes(std::string_view text)
{
    std::uint64_t result = 0;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of(" ,\t");
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (word.empty())
            continue;
        const std::optional<std::uint64_t> bit = bitOf(word);
        if (!bit)
            return std::nullopt;
        result |= *bit;
    }
    return result;
}

}
