// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

namespace parterre {

Result<> renewSwap(const Renewal &renewal, const std::string &window)
{
    std::vector<std::string> arguments{"-U", renewal.text};
    if (!renewal.label.empty())
        arguments.insert(arguments.end(), {"-L", renewal.label});
    arguments.push_back(window);
    CHECK(renewal.tools.succeed(Tool::Swaplabel, arguments));
    return {};
}

}
