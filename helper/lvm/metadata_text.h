// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// Characters of a text, from `begin` up to, not including, `end`.
struct LvmPlace
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A number or a string of LVM2's metadata.
struct LvmValue
{
    bool isText = false;
    std::string text;  ///< without quotation marks and escapes; a number as it stands
    LvmPlace place;    ///< with the quotation marks

    /// Nothing where it is a string, negative, or beyond 64 bits.
    [[nodiscard]] std::optional<std::uint64_t> number() const;
};

/// A section of LVM2's metadata: NAME { ... } and NAME = value.
struct LvmSection
{
    struct Assignment
    {
        std::vector<LvmValue> values;  ///< one, or those of a list
        LvmPlace place;                ///< from its name to the end of its value
    };

    std::map<std::string, LvmSection, std::less<>> sections;
    std::map<std::string, Assignment, std::less<>> values;
    LvmPlace name;  ///< of a section within another

    /// The section of this name, null where there is none.
    [[nodiscard]] const LvmSection *section(std::string_view wanted) const;
    /// The one number of this name; Corrupt where it is not there, or negative.
    [[nodiscard]] Result<std::uint64_t> number(std::string_view wanted) const;
    /// The one string of this name, empty where there is none.
    [[nodiscard]] std::string text(std::string_view wanted) const;
    /// The strings of this name, none where there is none; Corrupt where one is a number.
    [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view wanted) const;
};

/// Corrupt where anything is not understood, said twice, or nested deeper than LVM2 does. Zeros at the end
/// are no part of it. lib/config/config.c and libdm-config.c of LVM2.
[[nodiscard]] Result<LvmSection> parseLvmText(std::string_view text);

/// What is to stand in a text in place of what does.
struct LvmEdit
{
    LvmPlace place;
    std::string text;
};

/// The text with the edits made, and every other character as it was. Requires places within it that do not
/// overlap.
[[nodiscard]] std::string editedLvmText(std::string_view text, std::vector<LvmEdit> edits);

}
