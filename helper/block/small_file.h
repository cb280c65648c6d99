// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// The text of a small file of the operating system, at most 1 MiB of it, without a newline at
/// its end; nullopt where it cannot be read.
[[nodiscard]] std::optional<std::string> readSmallFile(const std::string &path);
/// The number that such a file holds.
[[nodiscard]] std::optional<long long> readNumberFile(const std::string &path);
/// The names in a folder, sorted, without "." and ".."; none where it cannot be read.
[[nodiscard]] std::vector<std::string> namesIn(const std::string &folder);
/// Decimal digits and nothing else.
[[nodiscard]] std::optional<long long> parseNumber(const std::string &text);
/// What lies between spaces and tabs.
[[nodiscard]] std::vector<std::string> wordsIn(const std::string &line);
[[nodiscard]] std::vector<std::string> linesIn(const std::string &text);
/// Takes back the octal escapes (\040 is a space) of fstab, mountinfo and swaps.
[[nodiscard]] std::string withoutOctalEscapes(const std::string &text);
/// Takes back the escapes (\x20 is a space) of udev's links.
[[nodiscard]] std::string withoutHexEscapes(const std::string &text);

}
