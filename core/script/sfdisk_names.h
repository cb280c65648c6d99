// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <string_view>

namespace parterre::script {

/// What `sfdisk --list-types` (util-linux 2.41) calls a type.
struct SfdiskName
{
    std::string_view type;  ///< as in Partition::type
    std::string_view name;
};

[[nodiscard]] std::span<const SfdiskName> sfdiskGptNames();
[[nodiscard]] std::span<const SfdiskName> sfdiskMbrNames();

}
