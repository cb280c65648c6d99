// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/size_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <utility>

namespace parterre {

namespace {

constexpr std::int64_t most = std::int64_t{1} << 60U;
constexpr std::size_t decimalsMax = 3;

/// How many bytes a unit has.
std::optional<std::int64_t> unitNamed(std::string name)
{
    constexpr std::array<std::pair<std::string_view, unsigned>, 9> units{{{"", 0},
                                                                          {"b", 0},
                                                                          {"byte", 0},
                                                                          {"bytes", 0},
                                                                          {"kib", 10},
                                                                          {"mib", 20},
                                                                          {"gib", 30},
                                                                          {"tib", 40},
                                                                          {"pib", 50}}};
    std::ranges::transform(name, name.begin(),
                           [](unsigned char one) { return static_cast<char>(std::tolower(one)); });
    const auto *const found = std::ranges::find(units, name, &std::pair<std::string_view, unsigned>::first);
    return found == units.end() ? std::nullopt : std::optional(std::int64_t{1} << found->second);
}

/// Digits, and nothing else.
std::optional<std::int64_t> numberIn(std::string_view digits)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(number)
                                                                        : std::nullopt;
}

/// Of `unit`, by the digits behind the point.
std::optional<std::int64_t> fractionOf(std::int64_t unit, std::string_view digits)
{
    const std::optional<std::int64_t> number = numberIn(digits);
    if (!number || digits.size() > decimalsMax)
        return std::nullopt;
    std::int64_t scale = 1;
    for (std::size_t i = 0; i < digits.size(); ++i)
        scale *= 10;
    return *number * unit % scale == 0 ? std::optional(*number * unit / scale) : std::nullopt;
}

}

std::optional<Bytes> sizeFromText(std::string_view text)
{
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view number = text.substr(0, end);
    const std::size_t name = std::min(text.find_first_not_of(' ', end), text.size());
    const std::optional<std::int64_t> unit = unitNamed(std::string(text.substr(name)));
    const std::size_t point = std::min(number.find('.'), number.size());
    const std::optional<std::int64_t> whole = numberIn(number.substr(0, point));
    if (!unit || !whole || *whole > most / *unit)
        return std::nullopt;
    const std::optional<std::int64_t> fraction =
        point == number.size() ? std::optional<std::int64_t>(0) : fractionOf(*unit, number.substr(point + 1));
    if (!fraction || *whole * *unit + *fraction > most)
        return std::nullopt;
    return Bytes(*whole * *unit + *fraction);
}

}
