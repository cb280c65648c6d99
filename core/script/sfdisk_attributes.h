// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parterre::script {

/// The bits of a GPT entry that sfdisk's words can say: 0 to 2, and 48 to 63.
inline constexpr std::uint64_t sfdiskAttributesMask = 0xFFFF'0000'0000'0007U;

/// "RequiredPartition LegacyBIOSBootable GUID:60,63". Bits that have no word are left out.
[[nodiscard]] std::string sfdiskAttributesText(std::uint64_t attributes);
/// The other way round; words and numbers of bits stand apart by blanks or commas. Nothing where one of them
/// is none.
[[nodiscard]] std::optional<std::uint64_t> sfdiskAttributes(std::string_view text);

}
