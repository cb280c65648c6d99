// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

#include <algorithm>

namespace parterre {

/// tune.exfat writes both boot regions and their checksums.
Result<> renewExFat(const Renewal &renewal, const std::string &window)
{
    std::string digits = renewal.text;  // "ABCD-1234"
    std::erase(digits, '-');
    CHECK(renewal.tools.succeed(Tool::TuneExfat, {"-I", "0x" + digits, window}));
    if (!renewal.label.empty())
        CHECK(renewal.tools.succeed(Tool::TuneExfat, {"-L", renewal.label, window}));
    return {};
}

}
