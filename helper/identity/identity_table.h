// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/identity/tool.h"

#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// What a clone of one kind of content is told by, for people: docs/identity.md is made of these.
struct IdentityRow
{
    std::vector<ContentKind> kinds;  ///< none where it is an entry of the table
    std::string_view name;
    std::string_view renewed;  ///< empty where nothing is
    std::vector<Tool> tools;   ///< with which programs, in the order of their use
    std::string_view means;    ///< with what else
    std::string_view stays;    ///< and why; empty where nothing does
    std::string_view test;     ///< "FILE: FUNCTION", below tests/
};

/// Every kind is in one row, in the order of ContentKind.
[[nodiscard]] const std::vector<IdentityRow> &identityRows();

/// The whole of docs/identity.md.
[[nodiscard]] std::string identityPage();

}
