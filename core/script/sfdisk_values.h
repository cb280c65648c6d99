// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/script/sfdisk_dump.h"

#include <optional>
#include <string>
#include <string_view>

namespace parterre::script {

/// A number: decimal, "0x1f" or, as in C, octal "017". Nothing where it is none or above sfdiskAmountMax.
[[nodiscard]] std::optional<std::int64_t> sfdiskNumber(std::string_view word);
/// The number of sectors "2048", or "1MiB", "1.5G", "10MB". Nothing where it is neither, or no whole number
/// of sectors of this size.
[[nodiscard]] std::optional<SfdiskAmount> sfdiskAmount(std::string_view word, Bytes sectorSize);
/// Whether sfdisk can call a GPT entry so: UTF-8 without a NUL, at most 36 characters, none beyond U+FFFF,
/// with which it leaves the name empty.
[[nodiscard]] bool isSfdiskName(std::string_view name);
/// The name behind "\x22"; nothing where it is none.
[[nodiscard]] std::optional<std::string> sfdiskPartitionName(std::string_view text);

}
