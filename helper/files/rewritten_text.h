// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/rewritten_references.h"
#include "core/result/result.h"

#include <string>
#include <vector>

namespace parterre {

/// `text`, a configuration file of whatever kind, with all `changes` made at once, and not a byte else
/// changed.
///
/// Only whole identifiers are replaced, wherever they stand as one: behind UUID=, LABEL=, PARTUUID= and
/// PARTLABEL=, with and without quotes; in paths of /dev/disk/by-*, as udev writes them; as the last word of
/// GRUB's search; nodes of devices as words of their own. UUIDs of 32 digits also behind "luks-", and grouped
/// as mdadm groups them, wherever they stand; how they were grouped, and in which case, they stay. Lines that
/// are comments stay as they are. GRUB's environment block keeps its size.
///
/// StaleLayout where what a change replaces is not there, Refused where an environment block has no room.
[[nodiscard]] Result<std::string> rewritten(const std::string &text,
                                            const std::vector<ReferenceChange> &changes);

}
