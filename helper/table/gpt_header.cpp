// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/gpt_header.h"

#include "helper/block/little_endian.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>
#include <vector>

namespace parterre {

namespace {

constexpr std::string_view signature = "EFI PART";
constexpr std::size_t sizeAt = 12;
constexpr std::size_t crcAt = 16;
constexpr std::size_t ownLbaAt = 24;
constexpr std::size_t otherLbaAt = 32;
constexpr std::size_t firstUsableAt = 40;
constexpr std::size_t lastUsableAt = 48;
constexpr std::size_t guidAt = 56;
constexpr std::size_t entriesLbaAt = 72;
constexpr std::size_t entryCountAt = 80;
constexpr std::size_t entrySizeAt = 84;
constexpr std::size_t entriesCrcAt = 88;
constexpr std::uint32_t headerSizeMin = 92;
constexpr std::uint32_t entrySizeMin = 128;
constexpr std::uint64_t arraySizeMax = 4U << 20U;

constexpr std::array<std::uint32_t, 256> makeCrcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
        table.at(i) = value;
    }
    return table;
}

/// The checksum of the header with the checksum's own four bytes taken as zero.
std::uint32_t headerCrc(std::span<const std::byte> sector, std::uint32_t headerSize)
{
    std::vector<std::byte> header(sector.begin(), sector.begin() + static_cast<std::ptrdiff_t>(headerSize));
    putLittleEndian<std::uint32_t>(header, crcAt, 0);
    return crc32(header);
}

/// RFC 9562's text order from GPT's, where the first three groups are little-endian.
Uuid decodeGuid(std::span<const std::byte> bytes)
{
    constexpr std::array<std::size_t, 16> order{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    Uuid uuid;
    std::ranges::transform(order, uuid.bytes.begin(),
                           [&](std::size_t from) { return std::to_integer<std::uint8_t>(bytes[from]); });
    return uuid;
}

bool isInBounds(const GptHeader &header, std::uint64_t lba, std::uint64_t sectors, std::size_t sectorSize)
{
    if (header.ownLba != lba || header.firstUsable > header.lastUsable || header.lastUsable >= sectors)
        return false;
    if (header.entrySize < entrySizeMin || !std::has_single_bit(header.entrySize) || header.entryCount == 0)
        return false;
    const std::uint64_t arraySize = std::uint64_t{header.entryCount} * header.entrySize;
    if (arraySize > arraySizeMax)
        return false;
    const std::uint64_t arraySectors = (arraySize + sectorSize - 1) / sectorSize;
    return header.entriesLba >= 2 && header.entriesLba < sectors
        && arraySectors <= sectors - header.entriesLba;
}

}

std::uint32_t crc32(std::span<const std::byte> bytes)
{
    static constexpr std::array<std::uint32_t, 256> table = makeCrcTable();
    std::uint32_t crc = ~0U;
    for (const std::byte byte : bytes)
        crc = (crc >> 8U) ^ table.at((crc ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU);
    return ~crc;
}

Extent GptHeader::entries(Bytes sectorSize) const
{
    return {.begin = Offset(static_cast<std::int64_t>(entriesLba) * sectorSize.count()),
            .size = roundUp(Bytes(static_cast<std::int64_t>(entriesSize())), sectorSize)};
}

std::optional<GptHeader> decodeGptHeader(std::span<const std::byte> sector, std::uint64_t lba,
                                         std::uint64_t sectors)
{
    if (sector.size() < headerSizeMin
        || !std::ranges::equal(sector.first(signature.size()), std::as_bytes(std::span(signature))))
        return std::nullopt;
    const auto headerSize = littleEndian<std::uint32_t>(sector, sizeAt);
    if (headerSize < headerSizeMin || headerSize > sector.size()
        || headerCrc(sector, headerSize) != littleEndian<std::uint32_t>(sector, crcAt))
        return std::nullopt;
    const GptHeader header{.ownLba = littleEndian<std::uint64_t>(sector, ownLbaAt),
                           .otherLba = littleEndian<std::uint64_t>(sector, otherLbaAt),
                           .firstUsable = littleEndian<std::uint64_t>(sector, firstUsableAt),
                           .lastUsable = littleEndian<std::uint64_t>(sector, lastUsableAt),
                           .diskGuid = decodeGuid(sector.subspan(guidAt, 16)),
                           .entriesLba = littleEndian<std::uint64_t>(sector, entriesLbaAt),
                           .entryCount = littleEndian<std::uint32_t>(sector, entryCountAt),
                           .entrySize = littleEndian<std::uint32_t>(sector, entrySizeAt),
                           .entriesCrc = littleEndian<std::uint32_t>(sector, entriesCrcAt)};
    if (!isInBounds(header, lba, sectors, sector.size()))
        return std::nullopt;
    return header;
}

void repointGptHeader(std::span<std::byte> sector, const GptHeader &to)
{
    putLittleEndian(sector, entriesLbaAt, to.entriesLba);
    putLittleEndian(sector, firstUsableAt, to.firstUsable);
    putLittleEndian(sector, lastUsableAt, to.lastUsable);
    putLittleEndian(sector, crcAt, headerCrc(sector, littleEndian<std::uint32_t>(sector, sizeAt)));
}

}
