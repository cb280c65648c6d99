// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace parterre {

/// The hash of a run of bytes, as one XXH3-128 for every 64 MiB, so that a difference can be named
/// to that size and a disk of any size needs little memory.
///
/// Zeros count the same whether they were read or are known to be there (a hole): both sides of a
/// comparison may have their holes in different places.
class ContentHash
{
public:
    static constexpr std::int64_t segmentSize = std::int64_t{64} << 20U;

    ContentHash();
    ContentHash(ContentHash &&) noexcept;
    ContentHash &operator=(ContentHash &&) noexcept;
    ~ContentHash();

    /// The next bytes. Pieces must be cut at the same places on both sides of a comparison.
    void add(std::span<const std::byte> bytes);
    /// The next bytes are `amount` of zeros.
    void addZeros(Bytes amount);
    /// One value for each segment, the last one partial. Ends the hash.
    [[nodiscard]] std::vector<std::string> finish();

private:
    struct State;

    void endPiece(std::int64_t size);

    std::unique_ptr<State> m_state;
};

/// Whether all of it is zero.
[[nodiscard]] bool isZero(std::span<const std::byte> bytes);

}
