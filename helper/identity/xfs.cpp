// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

namespace parterre {

/// What xfs_admin -U runs, without the shell that xfs_admin is, and told that this is a file.
///
/// xfs_db itself refuses a log with changes in it, before it writes, but exits with 0 then. The
/// metadata keep the old UUID: the superblock remembers it as meta_uuid, which nobody compares.
Result<> renewXfs(const Renewal &renewal, const std::string &window)
{
    std::vector<std::string> arguments{"-x", "-f", "-p", "xfs_admin", "-c", "uuid " + renewal.text};
    if (!renewal.label.empty())
        arguments.insert(arguments.end(), {"-c", "label " + renewal.label});
    arguments.push_back(window);
    TRY(const ToolOutput output, renewal.tools.succeed(Tool::XfsDb, arguments));
    if (!output.out.contains("new UUID = " + renewal.text))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::XfsDb)), output.lastLine());
    return {};
}

}
