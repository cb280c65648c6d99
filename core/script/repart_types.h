// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parterre::script {

/// The type behind an identifier of repart.d(5), as in Partition::type: "esp", "root", "usr-arm64-verity", or
/// a GUID. "root" and "usr" alone mean those of `architecture`. Nothing where it is none.
[[nodiscard]] std::optional<std::string> repartType(std::string_view word, std::string_view architecture);
/// The identifier with its architecture, "root-x86-64"; the GUID in lower case where repart has none.
[[nodiscard]] std::string repartTypeName(std::string_view type);
/// repart.d's word for what uname(1) calls a machine: "x86_64" is "x86-64". Nothing where it has none.
[[nodiscard]] std::optional<std::string_view> repartArchitecture(std::string_view machine);

/// The bits of a GPT entry for which repart has words (the Discoverable Partitions Specification).
inline constexpr std::uint64_t growFileSystemAttribute = std::uint64_t{1} << 59U;
inline constexpr std::uint64_t readOnlyAttribute = std::uint64_t{1} << 60U;
inline constexpr std::uint64_t noAutoAttribute = std::uint64_t{1} << 63U;
/// The bits that repart writes at all.
inline constexpr std::uint64_t repartAttributesMask = 0xFFFF'0000'0000'0000U;
/// Which of them repart sets on a partition of this type.
[[nodiscard]] std::uint64_t knownAttributes(std::string_view type);

}
