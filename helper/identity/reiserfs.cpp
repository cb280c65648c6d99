// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"
#include "helper/super/reiserfs_super.h"

namespace parterre {

Result<> admitReiserFs(const Renewal &renewal)
{
    TRY(const ReiserFsSuper super, readReiserFsSuper(RawView(renewal.disk, renewal.where)));
    if (super.state != ReiserFsSuper::State::Clean)
        return fail(ErrorCode::Refused, renewal.disk.name(),
                    "the ReiserFS was not unmounted, or is marked as damaged");
    if (!super.isLogInside)
        return fail(ErrorCode::Unsupported, renewal.disk.name(), "the journal is on another device");
    if (!super.hasUuid)
        return fail(ErrorCode::Unsupported, renewal.disk.name(), "this ReiserFS is too old to have a UUID");
    return {};
}

Result<> renewReiserFs(const Renewal &renewal, const std::string &window)
{
    std::vector<std::string> arguments{"-u", renewal.text};
    if (!renewal.label.empty())
        arguments.insert(arguments.end(), {"-l", renewal.label});
    arguments.push_back(window);
    CHECK(renewal.tools.succeed(Tool::Reiserfstune, arguments));
    return {};
}

}
