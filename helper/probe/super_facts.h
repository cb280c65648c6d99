// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/raw_view.h"

#include <optional>

namespace parterre {

/// What a file system's own counters and marks say. What is in doubt is absent, never guessed.
struct SuperFacts
{
    std::optional<Bytes> size;
    std::optional<Bytes> used;
    Dirt dirt = Dirt::None;
    int deviceCount = 1;

    friend bool operator==(const SuperFacts &, const SuperFacts &) = default;
};

/// Reads the counters of content of `kind`; empty facts for kinds that have none. Bytes that make
/// no sense give empty facts too; an error is always one of the device.
[[nodiscard]] Result<SuperFacts> readSuperFacts(const RawView &view, ContentKind kind);

/// One reader for each kind, in super_KIND.cpp. Corrupt: what is there is not to be believed.
[[nodiscard]] Result<SuperFacts> readExtFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readXfsFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readBtrfsFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readFatFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readExFatFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readNtfsFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readF2fsFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readJfsFacts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readNilfs2Facts(const RawView &view);
[[nodiscard]] Result<SuperFacts> readReiserFsFacts(const RawView &view);

/// An amount that a reader could not make out is absent; only the device's errors go on.
[[nodiscard]] Result<std::optional<Bytes>> unlessInDoubt(Result<Bytes> read);

/// How many of the first `bits` bits are set; bit 0 is the lowest of the first byte.
/// Requires bits <= 8 * bytes.size().
[[nodiscard]] std::uint64_t countSetBits(std::span<const std::byte> bytes, std::uint64_t bits);

}
