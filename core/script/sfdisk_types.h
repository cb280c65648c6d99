// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/table.h"

#include <optional>
#include <string>
#include <string_view>

namespace parterre::script {

/// The type that a word of a script for sfdisk means, as in Partition::type: a shortcut ("L"), an alias
/// ("linux"), a name of `sfdisk --list-types`, whatever its case and signs, a GUID or an MBR code. Nothing
/// where it means none in a table of this kind.
[[nodiscard]] std::optional<std::string> sfdiskType(TableKind table, std::string_view word);

}
