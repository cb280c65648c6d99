// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

#include <map>
#include <string>
#include <vector>

namespace parterre {

/// What tells `content` and every layer in it from others on a machine: UUIDs, of devices, of volume groups
/// and of volumes too, and the names of volume groups. None is empty.
[[nodiscard]] std::vector<std::string> identifiersOf(const Content &content);

/// What the members of one array, volume group or btrfs have in common by nature; empty where `content` is no
/// such member.
[[nodiscard]] std::string setOf(const Content &content);

/// Whether all of them are members of one such set.
[[nodiscard]] bool isOneSet(const std::vector<const Slot *> &slots);

/// Who carries which identifier: of content in all its layers, and of entries; none of them empty. The slots
/// are in the layout's order and point into it, none of them twice for the same identifier.
using Carriers = std::map<std::string, std::vector<const Slot *>>;

[[nodiscard]] Carriers carriersOf(const Layout &layout);

}
