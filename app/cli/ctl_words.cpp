// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_options.h"

namespace parterre::ctl {

std::optional<ProgressStyle> progressStyleNamed(std::string_view name)
{
    if (name == "bar")
        return ProgressStyle::Bar;
    if (name == "lines")
        return ProgressStyle::Lines;
    if (name == "json")
        return ProgressStyle::Json;
    return name == "none" ? std::optional(ProgressStyle::None) : std::nullopt;
}

std::optional<bool> originReferencesNamed(std::string_view name)
{
    return name == "follow" || name == "keep" ? std::optional(name == "follow") : std::nullopt;
}

std::optional<bool> cloneReferencesNamed(std::string_view name)
{
    return name == "own" || name == "keep" ? std::optional(name == "own") : std::nullopt;
}

}
