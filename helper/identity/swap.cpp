// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

namespace parterre {

Result<> renewSwap(const Renewal &renewal, const std::string &window)
{
    CHECK(renewal.tools.succeed(Tool::Swaplabel, {"-U", renewal.text, window}));
    return {};
}

}
