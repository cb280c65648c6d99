// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace parterre {

/// 128 bits in RFC 9562's text order: bytes[0] is the first pair of digits printed.
///
/// GPT stores the first three groups little-endian; only the table codecs know that.
struct Uuid
{
    std::array<std::uint8_t, 16> bytes{};

    /// A random UUID (RFC 9562 version 4) from the system's random numbers.
    [[nodiscard]] static Uuid draw();
    /// The UUID that `name` has in the name space `space` (RFC 9562 version 5): the same for the same two,
    /// and as good as surely another for others.
    [[nodiscard]] static Uuid named(const Uuid &space, std::string_view name);
    /// Reads "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" in either case; nothing else is one.
    [[nodiscard]] static std::optional<Uuid> parse(std::string_view text);

    /// Lower case, as file systems and /dev/disk/by-uuid print it.
    [[nodiscard]] std::string toString() const;
    /// Upper case, as partition tables print it.
    [[nodiscard]] std::string toUpper() const;
    [[nodiscard]] bool isNil() const { return *this == Uuid(); }

    friend constexpr auto operator<=>(const Uuid &, const Uuid &) = default;
};

/// Where new identifiers come from: Uuid::draw, or a fixed sequence in tests.
using UuidSource = std::function<Uuid()>;

}
