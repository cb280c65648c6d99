// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parterre {

/// A section of LVM2's metadata: NAME { ... } and NAME = value.
struct LvmSection
{
    using Value = std::variant<std::uint64_t, std::string>;

    std::map<std::string, LvmSection, std::less<>> sections;
    std::map<std::string, std::vector<Value>, std::less<>> values;  ///< one, or those of an array

    /// The section of this name, null where there is none.
    [[nodiscard]] const LvmSection *section(std::string_view name) const;
    /// The one number of this name; Corrupt where it is not there.
    [[nodiscard]] Result<std::uint64_t> number(std::string_view name) const;
    /// The one string of this name, empty where there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
};

/// Corrupt where anything is not understood, said twice, or nested deeper than LVM2 does.
[[nodiscard]] Result<LvmSection> parseLvmText(std::string_view text);

}
