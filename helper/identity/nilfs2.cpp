// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"
#include "helper/super/nilfs2_super.h"

namespace parterre {

Result<> admitNilfs2(const Renewal &renewal)
{
    TRY(const Nilfs2Super super, readNilfs2Super(RawView(renewal.disk, renewal.where)));
    if (super.state != Nilfs2Super::State::Clean)
        return fail(ErrorCode::Refused, renewal.disk.name(),
                    "the NILFS2 was not unmounted, or is marked as damaged");
    return {};
}

/// nilfs-tune writes both superblocks; without -f it would ask whether that is meant.
Result<> renewNilfs2(const Renewal &renewal, const std::string &window)
{
    std::vector<std::string> arguments{"-f", "-U", renewal.text};
    if (!renewal.label.empty())
        arguments.insert(arguments.end(), {"-L", renewal.label});
    arguments.push_back(window);
    CHECK(renewal.tools.succeed(Tool::NilfsTune, arguments));
    return {};
}

}
