// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <string>
#include <string_view>

namespace parterre::script {

/// Takes one line of a script for sfdisk apart: words that stand apart by blanks, a comma or a semicolon.
class SfdiskWords
{
public:
    SfdiskWords(std::string_view text, int line)
        : m_rest(text)
        , m_line(line)
    {
        skipBlanks();
    }

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }
    [[nodiscard]] int line() const { return m_line; }

    /// The name before a "=", which is taken too, or a word without one.
    [[nodiscard]] std::string_view key();
    /// Whether nothing or a "-" stands where a value may be; then it is taken.
    [[nodiscard]] bool takeDefault();
    /// The next word, or what stands in quotation marks. Fails with Invalid where these do not end.
    [[nodiscard]] Result<std::string_view> value();

private:
    void skipBlanks();
    void skipSeparator();

    std::string_view m_rest;
    int m_line;
};

}
