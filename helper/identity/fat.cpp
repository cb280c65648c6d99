// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

#include <algorithm>

namespace parterre {

Result<> renewFat(const Renewal &renewal, const std::string &window)
{
    std::string digits = renewal.text;  // "ABCD-1234"
    std::erase(digits, '-');
    CHECK(renewal.tools.succeed(Tool::Fatlabel, {"-i", window, digits}));
    if (!renewal.label.empty())
        CHECK(renewal.tools.succeed(Tool::Fatlabel, {"--", window, renewal.label}));
    return {};
}

}
