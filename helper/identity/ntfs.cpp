// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

namespace parterre {

/// ntfslabel writes the boot sector and its backup; it refuses a volume that Windows left dirty or
/// hibernated.
Result<> renewNtfs(const Renewal &renewal, const std::string &window)
{
    CHECK(renewal.tools.succeed(Tool::Ntfslabel, {"--new-serial=" + renewal.text, window}));
    if (!renewal.label.empty())
        CHECK(renewal.tools.succeed(Tool::Ntfslabel, {window, renewal.label}));
    return {};
}

}
