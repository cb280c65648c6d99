// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/lvm_label.h"

#include <algorithm>
#include <string_view>

namespace parterre {

namespace {

constexpr std::size_t sector = 512;
constexpr std::uint64_t labelSectors = 4;
constexpr std::string_view labelMagic = "LABELONE";
constexpr std::string_view labelType = "LVM2 001";
constexpr std::string_view areaMagic = " LVM2 x[5A%r0N*>";
constexpr std::size_t areasMax = 8;
/// What LVM2 writes for some thousands of volumes; understood it takes fifty times as much.
constexpr std::uint64_t textMax = std::uint64_t{512} << 10U;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "LVM", what);
}

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "LVM", what);
}

/// CRC-32 with LVM's own start, and without a final inversion.
std::uint32_t checksum(std::span<const std::byte> bytes)
{
    std::uint32_t crc = 0xf597a6cf;
    for (const std::byte byte : bytes) {
        crc ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return crc;
}

std::string_view textAt(std::span<const std::byte> bytes, std::size_t at, std::size_t size)
{
    return {reinterpret_cast<const char *>(bytes.subspan(at, size).data()), size};
}

/// The sector of the label, of which there is to be one.
Result<std::vector<std::byte>> labelSector(const RawView &view)
{
    std::vector<std::byte> found;
    for (std::uint64_t number = 0; number < labelSectors; ++number) {
        TRY(std::vector<std::byte> raw, view.read(number * sector, sector));
        if (textAt(raw, 0, labelMagic.size()) != labelMagic)
            continue;
        if (!found.empty())
            return corrupt("it has two labels");
        if (littleEndian<std::uint64_t>(raw, 8) != number
            || littleEndian<std::uint32_t>(raw, 16) != checksum(std::span(raw).subspan(20)))
            return corrupt("the checksum of the label");
        if (textAt(raw, 24, labelType.size()) != labelType)
            return unsupported("it is not of LVM2");
        found = std::move(raw);
    }
    return found.empty() ? Result<std::vector<std::byte>>(corrupt("there is no label")) : std::move(found);
}

/// A list of areas that ends with an empty one; `at` is led behind it.
Result<std::vector<LvmLabel::Area>> readAreas(std::span<const std::byte> label, std::size_t &at,
                                              std::uint64_t size)
{
    std::vector<LvmLabel::Area> areas;
    while (at + 16 <= label.size()) {
        const LvmLabel::Area area{.at = littleEndian<std::uint64_t>(label, at),
                                  .size = littleEndian<std::uint64_t>(label, at + 8)};
        at += 16;
        if (area.at == 0 && area.size == 0)
            return areas;
        // The data area says 0 for: all that is left.
        if (area.at >= size || area.size > size - area.at || areas.size() == areasMax)
            return corrupt("an area lies outside of it");
        areas.push_back(area);
    }
    return corrupt("the label has no end");
}

/// The text may go on at the beginning of the area, behind its header.
Result<std::string> readText(const RawView &view, LvmLabel::Area area, std::span<const std::byte> location)
{
    const std::uint64_t at = littleEndian<std::uint64_t>(location, 0);
    const std::uint64_t size = littleEndian<std::uint64_t>(location, 8);
    if (at < sector || at >= area.size || size == 0 || size > area.size - sector || size > textMax)
        return corrupt("its metadata lies outside of its area");
    const std::uint64_t first = std::min(size, area.size - at);
    TRY(std::vector<std::byte> bytes, view.read(area.at + at, static_cast<std::size_t>(first)));
    TRY(const std::vector<std::byte> rest,
        view.read(area.at + sector, static_cast<std::size_t>(size - first)));
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    if (checksum(bytes) != littleEndian<std::uint32_t>(location, 16))
        return corrupt("the checksum of the metadata");
    return std::string(textAt(bytes, 0, bytes.size()));
}

/// The metadata that an area holds; empty where it is marked as not to be used.
Result<std::string> readMetadata(const RawView &view, LvmLabel::Area area)
{
    TRY(const std::vector<std::byte> raw, view.read(area.at, sector));
    if (textAt(raw, 4, areaMagic.size()) != areaMagic
        || littleEndian<std::uint32_t>(raw, 0) != checksum(std::span(raw).subspan(4)))
        return corrupt("the checksum of a metadata area");
    if (littleEndian<std::uint32_t>(raw, 20) != 1 || littleEndian<std::uint64_t>(raw, 24) != area.at
        || littleEndian<std::uint64_t>(raw, 32) != area.size || area.size < 2 * sector)
        return corrupt("a metadata area");
    const auto location = std::span<const std::byte>(raw).subspan(40, 24);
    constexpr std::uint32_t isIgnored = 1;
    if ((littleEndian<std::uint32_t>(location, 20) & isIgnored) != 0)
        return std::string();
    if (littleEndian<std::uint64_t>(location, 0) == 0)
        return unsupported("no volume group is recorded in it");
    if (littleEndian<std::uint64_t>(raw, 64) != 0)
        return fail(ErrorCode::Refused, "LVM", "a change of its metadata was not finished");
    return readText(view, area, location);
}

}

Result<LvmLabel> readLvmLabel(const RawView &view)
{
    TRY(const std::vector<std::byte> raw, labelSector(view));
    std::size_t at = littleEndian<std::uint32_t>(raw, 20);
    if (at < 32 || at > sector - 40)
        return corrupt("the label");
    LvmLabel label{.id = std::string(textAt(raw, at, 32)), .others = {}, .metadata = {}};
    at += 40;
    CHECK(readAreas(raw, at, view.size()));
    TRY(const std::vector<LvmLabel::Area> areas, readAreas(raw, at, view.size()));
    label.others = areas;
    if (at + 8 <= sector && littleEndian<std::uint32_t>(raw, at) != 0) {
        at += 8;
        TRY(const std::vector<LvmLabel::Area> boot, readAreas(raw, at, view.size()));
        label.others.insert(label.others.end(), boot.begin(), boot.end());
    }
    for (const LvmLabel::Area &area : areas) {
        TRY(std::string text, readMetadata(view, area));
        if (!text.empty() && !label.metadata.empty() && text != label.metadata)
            return corrupt("its metadata areas differ");
        if (!text.empty())
            label.metadata = std::move(text);
    }
    if (label.metadata.empty())
        return unsupported("its metadata is on other volumes");
    return label;
}

}
