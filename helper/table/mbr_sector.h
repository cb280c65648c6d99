// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace parterre {

/// One of the four entries of an MBR or EBR sector. Type 0 is an empty one.
struct MbrEntry
{
    static constexpr std::uint8_t protectiveType = 0xEE;  ///< "there is a GPT"

    std::uint8_t type = 0;
    bool isActive = false;
    std::uint32_t start = 0;  ///< in sectors, from what the sector's kind says
    std::uint32_t count = 0;  ///< in sectors

    [[nodiscard]] bool isUsed() const { return type != 0 && count != 0; }
    /// One of the three types that say "a chain of logical partitions".
    [[nodiscard]] bool isExtended() const { return type == 0x05 || type == 0x0f || type == 0x85; }

    friend bool operator==(const MbrEntry &, const MbrEntry &) = default;
};

using MbrEntries = std::array<MbrEntry, 4>;

/// The entries of a sector of at least 512 bytes; nothing where it does not end in 55 AA or an
/// entry's boot mark is neither 0 nor 80, as in the boot sectors of file systems.
[[nodiscard]] std::optional<MbrEntries> decodeMbr(std::span<const std::byte> sector);

/// Whether the sector is the boot sector of FAT, exFAT or NTFS, which ends in 55 AA as well.
[[nodiscard]] bool isFileSystemBootSector(std::span<const std::byte> sector);

/// Writes entry `index` into `sector`, with 55 AA at its end. `absolute` is the sector of the disk
/// at which the entry starts, for the cylinder fields. An entry that is as before keeps its bytes.
void encodeMbrEntry(std::span<std::byte> sector, std::size_t index, const MbrEntry &entry,
                    std::uint64_t absolute);

/// The disk's signature at byte 440.
[[nodiscard]] std::uint32_t mbrSignature(std::span<const std::byte> sector);

}
