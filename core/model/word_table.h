// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <string_view>

namespace parterre {

/// The word of one value of an enumeration, in files and on the command line.
template<typename T>
struct Word
{
    T value;
    std::string_view text;
};

/// Empty where `words`, an array of Word, has none for it.
[[nodiscard]] constexpr std::string_view wordFor(const auto &words, auto value)
{
    for (const auto &word : words) {
        if (word.value == value)
            return word.text;
    }
    return {};
}

template<typename T>
[[nodiscard]] constexpr std::optional<T> valueOf(const auto &words, std::string_view text)
{
    for (const auto &word : words) {
        if (word.text == text)
            return word.value;
    }
    return std::nullopt;
}

}
