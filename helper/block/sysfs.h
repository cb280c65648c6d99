// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <sys/types.h>

namespace parterre {

/// In these sysfs counts, whatever the disk's sectors are.
inline constexpr std::int64_t sysfsSector = 512;

/// The number of the device that this folder of sysfs is about: "259:3" in its file "dev".
[[nodiscard]] std::optional<dev_t> deviceIn(const std::string &folder);
/// What the device that sysfs calls so is called in /dev: sysfs cannot have a slash in a name (cciss!c0d0).
[[nodiscard]] std::string nodeNameOf(std::string sysfsName);

}
