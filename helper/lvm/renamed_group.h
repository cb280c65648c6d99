// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/lvm/lvm_relabel.h"

#include <string>
#include <string_view>

namespace parterre {

/// A text of a group, and what becomes of it.
struct RenamedGroup
{
    bool isDone = false;     ///< the text has the new identifiers already
    std::string memberUuid;  ///< that the text has now
    std::string text;        ///< with the new ones; the same text where it is done
};

/// Invalid where a new identifier is none or is there twice, also among the former ones of volumes.
[[nodiscard]] Result<> checkIdentity(const LvmIdentity &identity);

/// Errors as relabelVolumeGroup() has them for the group. Requires checkIdentity().
[[nodiscard]] Result<RenamedGroup> renamedGroup(std::string_view text, const LvmIdentity &identity);

}
