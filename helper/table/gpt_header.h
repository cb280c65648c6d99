// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"
#include "core/units/uuid.h"

#include <cstdint>
#include <optional>
#include <span>

namespace parterre {

/// CRC-32 as GPT uses it (IEEE 802.3, reflected).
[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> bytes);

/// A GPT header that is whole: signature, checksum, own place and every bound are right. It exists
/// to tell damage and to place a switch; entries are read and written by libfdisk alone.
struct GptHeader
{
    std::uint64_t ownLba = 0;
    std::uint64_t otherLba = 0;
    std::uint64_t firstUsable = 0;
    std::uint64_t lastUsable = 0;  ///< inclusive, as on the disk
    Uuid diskGuid;
    std::uint64_t entriesLba = 0;
    std::uint32_t entryCount = 0;
    std::uint32_t entrySize = 0;
    std::uint32_t entriesCrc = 0;

    /// Where the entry array lies, in whole sectors.
    [[nodiscard]] Extent entries(Bytes sectorSize) const;
    /// The bytes that `entriesCrc` is of.
    [[nodiscard]] std::size_t entriesSize() const { return std::size_t{entryCount} * entrySize; }

    friend bool operator==(const GptHeader &, const GptHeader &) = default;
};

/// The header in `sector`, the sector number `lba` of a disk of `sectors` sectors; nothing where it
/// is not one that may be believed. Entry arrays above 4 MiB are not.
[[nodiscard]] std::optional<GptHeader> decodeGptHeader(std::span<const std::byte> sector, std::uint64_t lba,
                                                       std::uint64_t sectors);

/// Changes the header in `sector`, which decodeGptHeader accepts, to find its array and its usable
/// space elsewhere; everything else in it stays.
void repointGptHeader(std::span<std::byte> sector, const GptHeader &to);

}
