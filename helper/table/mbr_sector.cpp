// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/mbr_sector.h"

#include "helper/block/little_endian.h"

#include <algorithm>
#include <string_view>

namespace parterre {

namespace {

constexpr std::size_t signatureAt = 440;
constexpr std::size_t entriesAt = 446;
constexpr std::size_t entrySize = 16;
constexpr std::size_t magicAt = 510;
constexpr std::uint16_t magic = 0xAA55;
constexpr std::byte active{0x80};

MbrEntry decodeEntry(std::span<const std::byte> raw)
{
    return {.type = std::to_integer<std::uint8_t>(raw[4]),
            .isActive = raw[0] == active,
            .start = littleEndian<std::uint32_t>(raw, 8),
            .count = littleEndian<std::uint32_t>(raw, 12)};
}

/// Cylinder, head and sector of a sector of the disk, in the geometry that all BIOSes assume.
void encodeChs(std::span<std::byte> to, std::uint64_t lba)
{
    constexpr std::uint64_t heads = 255;
    constexpr std::uint64_t perTrack = 63;
    const std::uint64_t cylinder = lba / (heads * perTrack);
    if (cylinder > 1023) {
        to[0] = std::byte{0xFE};
        to[1] = std::byte{0xFF};
        to[2] = std::byte{0xFF};
        return;
    }
    to[0] = static_cast<std::byte>(lba / perTrack % heads);
    to[1] = static_cast<std::byte>((lba % perTrack + 1) | (cylinder >> 2U & 0xC0U));
    to[2] = static_cast<std::byte>(cylinder & 0xFFU);
}

bool hasText(std::span<const std::byte> sector, std::size_t at, std::string_view text)
{
    return std::ranges::equal(sector.subspan(at, text.size()), std::as_bytes(std::span(text)));
}

}

std::optional<MbrEntries> decodeMbr(std::span<const std::byte> sector)
{
    if (sector.size() < 512 || littleEndian<std::uint16_t>(sector, magicAt) != magic)
        return std::nullopt;
    MbrEntries entries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto raw = sector.subspan(entriesAt + i * entrySize, entrySize);
        entries.at(i) = decodeEntry(raw);
        // The kernel does not look at the mark of the entry that protects a GPT.
        if (raw[0] != std::byte{} && raw[0] != active && entries.at(i).type != MbrEntry::protectiveType)
            return std::nullopt;
    }
    return entries;
}

bool isFileSystemBootSector(std::span<const std::byte> sector)
{
    const bool jumps = sector[0] == std::byte{0xE9}
        || (sector[0] == std::byte{0xEB} && sector[2] == std::byte{0x90})
        || (sector[0] == std::byte{0xEB} && sector[1] == std::byte{0x76});
    return jumps
        && (hasText(sector, 3, "NTFS    ") || hasText(sector, 3, "EXFAT   ") || hasText(sector, 54, "FAT")
            || hasText(sector, 82, "FAT32"));
}

void encodeMbrEntry(std::span<std::byte> sector, std::size_t index, const MbrEntry &entry,
                    std::uint64_t absolute)
{
    putLittleEndian(sector, magicAt, magic);
    const auto raw = sector.subspan(entriesAt + index * entrySize, entrySize);
    if (decodeEntry(raw) == entry)
        return;
    std::ranges::fill(raw, std::byte{});
    if (!entry.isUsed())
        return;
    raw[0] = entry.isActive ? active : std::byte{};
    encodeChs(raw.subspan(1, 3), absolute);
    raw[4] = static_cast<std::byte>(entry.type);
    encodeChs(raw.subspan(5, 3), absolute + entry.count - 1);
    putLittleEndian(raw, 8, entry.start);
    putLittleEndian(raw, 12, entry.count);
}

std::uint32_t mbrSignature(std::span<const std::byte> sector)
{
    return littleEndian<std::uint32_t>(sector, signatureAt);
}

}
