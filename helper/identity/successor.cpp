// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/successor.h"

#include <algorithm>
#include <span>

namespace parterre {

namespace {

constexpr std::size_t half = 8;

/// The successor that begins as `first` does. Version 8 of RFC 9562: one's own way to make them.
Uuid completed(const Uuid &first, const Uuid &drawn)
{
    Uuid begun;
    std::ranges::copy(std::span(first.bytes).first(half), begun.bytes.begin());
    begun.bytes[6] = static_cast<std::uint8_t>((begun.bytes[6] & 0x0fU) | 0x80U);
    const Uuid second = Uuid::named(drawn, "second half of " + begun.toString());
    std::ranges::copy(std::span(second.bytes).subspan(half), begun.bytes.begin() + half);
    return begun;
}

}

Uuid successorOf(const Uuid &former, const Uuid &drawn)
{
    if (completed(former, drawn) == former)
        return former;
    return completed(Uuid::named(drawn, "successor of " + former.toString()), drawn);
}

}
