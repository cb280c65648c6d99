// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_values.h"

#include <algorithm>
#include <charconv>

namespace parterre::script {

namespace {

constexpr std::size_t nameCharactersMax = 36;

std::optional<std::int64_t> digits(std::string_view word, int base)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number, base);
    const bool isNumber = error == std::errc() && end == word.data() + word.size() && word.front() != '-';
    return isNumber && number <= sfdiskAmountMax ? std::optional(number) : std::nullopt;
}

/// What a suffix stands for: "M" and "MiB" 1048576, "MB" 1000000; 0 for none of them.
std::int64_t factorOf(std::string_view suffix)
{
    constexpr std::string_view letters = "KMGTP";
    const std::string_view rest = suffix.substr(1);
    const bool isBinary = rest.empty() || rest == "iB";
    if (!isBinary && rest != "B")
        return 0;
    const char first = suffix.front() >= 'a' ? static_cast<char>(suffix.front() - 'a' + 'A') : suffix.front();
    const std::size_t power = letters.find(first);
    if (power == std::string_view::npos)
        return 0;
    std::int64_t factor = 1;
    for (std::size_t i = 0; i <= power; ++i)
        factor *= isBinary ? 1024 : 1000;
    return factor;
}

/// "1.5" times `factor`, where that is a whole number.
std::optional<std::int64_t> product(std::string_view word, std::int64_t factor)
{
    const std::size_t point = word.find('.');
    const std::string_view fraction = point == std::string_view::npos ? "0" : word.substr(point + 1);
    const auto whole = digits(word.substr(0, point), 10);
    const auto part = fraction.size() > 3 ? std::nullopt : digits(fraction, 10);
    if (!whole || !part || *whole > sfdiskAmountMax / factor)
        return std::nullopt;
    std::int64_t divisor = 1;
    for (std::size_t i = 0; i < fraction.size(); ++i)
        divisor *= 10;
    // A factor of 2^50 times 999 is below 2^63.
    if (*part * factor % divisor != 0)
        return std::nullopt;
    const std::int64_t amount = *whole * factor + *part * factor / divisor;
    return amount <= sfdiskAmountMax ? std::optional(amount) : std::nullopt;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string unescaped(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const bool isEscape =
            text.size() >= 4 && text.starts_with("\\x") && hexDigit(text[2]) >= 0 && hexDigit(text[3]) >= 0;
        result.push_back(isEscape ? static_cast<char>(hexDigit(text[2]) * 16 + hexDigit(text[3]))
                                  : text.front());
        text.remove_prefix(isEscape ? 4 : 1);
    }
    return result;
}

/// How many bytes the character at the begin of `text` has (RFC 3629); 0: it is none.
std::size_t characterLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80U ? 1
        : first < 0xc2U                      ? 0
        : first < 0xe0U                      ? 2
        : first < 0xf0U                      ? 3
        : first < 0xf5U                      ? 4
                                             : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U)
            return 0;
    }
    const bool isLongForm = (first == 0xe0U && byte(1) < 0xa0U) || (first == 0xf0U && byte(1) < 0x90U);
    const bool isSurrogate = first == 0xedU && byte(1) >= 0xa0U;
    const bool isTooHigh = first == 0xf4U && byte(1) >= 0x90U;
    return isLongForm || isSurrogate || isTooHigh ? 0 : length;
}

}

std::optional<std::int64_t> sfdiskNumber(std::string_view word)
{
    if (word.empty())
        return std::nullopt;
    if (word.starts_with("0x") || word.starts_with("0X"))
        return word.size() > 2 ? digits(word.substr(2), 16) : std::nullopt;
    return digits(word, word.size() > 1 && word.front() == '0' ? 8 : 10);
}

std::optional<SfdiskAmount> sfdiskAmount(std::string_view word, Bytes sectorSize)
{
    if (const auto sectors = sfdiskNumber(word)) {
        const bool isInRange = *sectors <= sfdiskAmountMax / sectorSize.count();
        return isInRange ? std::optional(SfdiskAmount{.count = *sectors, .isBytes = false}) : std::nullopt;
    }
    const std::size_t end = word.find_first_not_of("0123456789.");
    if (end == std::string_view::npos || end == 0)
        return std::nullopt;
    const std::int64_t factor = factorOf(word.substr(end));
    const auto amount = factor == 0 ? std::nullopt : product(word.substr(0, end), factor);
    if (!amount || *amount % sectorSize.count() != 0)
        return std::nullopt;
    return SfdiskAmount{.count = *amount, .isBytes = true};
}

bool isSfdiskName(std::string_view name)
{
    std::size_t characters = 0;
    while (!name.empty()) {
        const std::size_t length = characterLength(name);
        if (length == 0 || length == 4 || name.front() == '\0')
            return false;
        ++characters;
        name.remove_prefix(length);
    }
    return characters <= nameCharactersMax;
}

std::optional<std::string> sfdiskPartitionName(std::string_view text)
{
    std::string name = unescaped(text);
    return isSfdiskName(name) ? std::optional(std::move(name)) : std::nullopt;
}

}
