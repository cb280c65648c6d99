// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/efi_entry.h"

#include "core/units/uuid.h"
#include "helper/block/raw_view.h"

#include <algorithm>
#include <format>

namespace parterre {

namespace {

constexpr std::size_t variableAttributes = 4;
constexpr std::size_t optionHeader = 6;
constexpr std::byte mediaType{4};
constexpr std::byte hardDriveSubType{1};
constexpr std::size_t hardDriveSize = 42;

/// GPT's order: the first three groups have the lowest byte first.
std::string guidText(std::span<const std::byte> raw)
{
    Uuid uuid;
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i)
        uuid.bytes[i] = std::to_integer<std::uint8_t>(raw[i]);
    std::reverse(uuid.bytes.begin(), uuid.bytes.begin() + 4);
    std::reverse(uuid.bytes.begin() + 4, uuid.bytes.begin() + 6);
    std::reverse(uuid.bytes.begin() + 6, uuid.bytes.begin() + 8);
    return uuid.toString();
}

EfiEntry parseHardDrive(std::span<const std::byte> node)
{
    const std::uint32_t number = littleEndian<std::uint32_t>(node, 4);
    EfiEntry entry{.number = static_cast<int>(std::min<std::uint32_t>(number, 65535)), .guid = {}};
    switch (std::to_integer<unsigned>(node[41])) {
    case 1:
        entry.guid = std::format("{:08x}-{:02x}", littleEndian<std::uint32_t>(node, 24), number);
        break;
    case 2:
        entry.guid = guidText(node.subspan(24, 16));
        break;
    default:
        break;
    }
    return entry;
}

/// Where the description, a UTF-16 text, ends.
std::optional<std::size_t> endOfText(std::span<const std::byte> option, std::size_t at)
{
    for (; at + 2 <= option.size(); at += 2) {
        if (littleEndian<std::uint16_t>(option, at) == 0)
            return at + 2;
    }
    return std::nullopt;
}

}

std::optional<EfiEntry> parseEfiEntry(std::span<const std::byte> variable)
{
    if (variable.size() < variableAttributes + optionHeader)
        return std::nullopt;
    const std::span<const std::byte> option = variable.subspan(variableAttributes);
    const std::size_t pathSize = littleEndian<std::uint16_t>(option, 4);
    const std::optional<std::size_t> pathAt = endOfText(option, optionHeader);
    if (!pathAt || pathSize > option.size() - *pathAt)
        return std::nullopt;
    std::span<const std::byte> path = option.subspan(*pathAt, pathSize);
    while (path.size() >= 4) {
        const std::size_t size = littleEndian<std::uint16_t>(path, 2);
        if (size < 4 || size > path.size())
            return std::nullopt;
        if (path[0] == mediaType && path[1] == hardDriveSubType && size >= hardDriveSize)
            return parseHardDrive(path);
        path = path.subspan(size);
    }
    return std::nullopt;
}

}
