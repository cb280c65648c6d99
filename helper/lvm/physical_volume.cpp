// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/physical_volume.h"

#include "helper/block/crc32.h"
#include "helper/lvm/metadata_text.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <ranges>

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

constexpr std::size_t bareSize = 32;
constexpr std::array<std::size_t, 7> groups{6, 4, 4, 4, 4, 4, 6};

// Of a location in the header of a metadata area, struct raw_locn.
constexpr std::size_t locationsAt = 40;
constexpr std::size_t locationSize = 24;
constexpr std::uint32_t ignoredFlag = 1;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "LVM", what);
}

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "LVM", what);
}

std::string_view textAt(std::span<const std::byte> bytes, std::size_t at, std::size_t size)
{
    return {reinterpret_cast<const char *>(bytes.subspan(at, size).data()), size};
}

bool isBareUuid(std::string_view text)
{
    return text.size() == bareSize && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '!'
                   || c == '#';
           });
}

struct Label
{
    std::uint64_t at = 0;
    std::vector<std::byte> raw;
};

/// The sector of the label, of which there is to be one.
Result<Label> readLabel(const RawView &view)
{
    std::optional<Label> found;
    for (std::uint64_t number = 0; number < labelSectors; ++number) {
        TRY(std::vector<std::byte> raw, view.read(number * sector, sector));
        if (textAt(raw, 0, labelMagic.size()) != labelMagic)
            continue;
        if (found)
            return corrupt("it has two labels");
        if (littleEndian<std::uint64_t>(raw, 8) != number
            || littleEndian<std::uint32_t>(raw, 16) != lvmChecksum(std::span(raw).subspan(20)))
            return corrupt("the checksum of the label");
        if (textAt(raw, 24, labelType.size()) != labelType)
            return unsupported("it is not of LVM2");
        found = Label{.at = number * sector, .raw = std::move(raw)};
    }
    return found ? Result<Label>(*std::move(found)) : corrupt("there is no label");
}

/// A list of areas that ends with an empty one; `at` is led behind it.
Result<std::vector<LvmArea>> readAreas(std::span<const std::byte> label, std::size_t &at, std::uint64_t size)
{
    std::vector<LvmArea> areas;
    while (at + 16 <= label.size()) {
        const LvmArea area{.at = littleEndian<std::uint64_t>(label, at),
                           .size = littleEndian<std::uint64_t>(label, at + 8)};
        at += 16;
        if (area.at == 0 && area.size == 0)
            return areas;
        if (area.at >= size || area.size > size - area.at || areas.size() == areasMax)
            return corrupt("an area lies outside of it");
        areas.push_back(area);
    }
    return corrupt("the label has no end");
}

/// The text may go on at the beginning of the area, behind its header.
Result<std::string> readText(const RawView &view, LvmArea area, std::span<const std::byte> location)
{
    const std::uint64_t at = littleEndian<std::uint64_t>(location, 0);
    const std::uint64_t size = littleEndian<std::uint64_t>(location, 8);
    if (at < LvmMetadataArea::headerSize || at >= area.size || size == 0
        || size > area.size - LvmMetadataArea::headerSize)
        return corrupt("its metadata lies outside of its area");
    if (size > textMax)
        return unsupported("its metadata is too long");
    const std::uint64_t first = std::min(size, area.size - at);
    TRY(std::vector<std::byte> bytes, view.read(area.at + at, static_cast<std::size_t>(first)));
    TRY(const std::vector<std::byte> rest,
        view.read(area.at + LvmMetadataArea::headerSize, static_cast<std::size_t>(size - first)));
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    if (lvmChecksum(bytes) != littleEndian<std::uint32_t>(location, 16))
        return corrupt("the checksum of the metadata");
    return std::string(textAt(bytes, 0, bytes.size()));
}

Result<LvmMetadataArea> readMetadataArea(const RawView &view, LvmArea area)
{
    if (area.size < 2 * sector)
        return corrupt("a metadata area");
    TRY(const std::vector<std::byte> raw, view.read(area.at, sector));
    if (textAt(raw, 4, areaMagic.size()) != areaMagic
        || littleEndian<std::uint32_t>(raw, 0) != lvmChecksum(std::span(raw).subspan(4)))
        return corrupt("the checksum of a metadata area");
    if (littleEndian<std::uint32_t>(raw, 20) != 1 || littleEndian<std::uint64_t>(raw, 24) != area.at
        || littleEndian<std::uint64_t>(raw, 32) != area.size)
        return corrupt("a metadata area");
    const std::span location = std::span(raw).subspan(locationsAt, locationSize);
    const std::uint32_t flags = littleEndian<std::uint32_t>(location, 20);
    if ((flags & ~ignoredFlag) != 0)
        return unsupported("a metadata area with flags that are not known");
    LvmMetadataArea made{.area = area,
                         .isIgnored = (flags & ignoredFlag) != 0,
                         .hasPrecommitted = littleEndian<std::uint64_t>(raw, locationsAt + locationSize) != 0,
                         .textAt = 0,
                         .text = {}};
    if (made.isIgnored || littleEndian<std::uint64_t>(location, 0) == 0)
        return made;
    made.textAt = littleEndian<std::uint64_t>(location, 0);
    TRY(made.text, readText(view, area, location));
    return made;
}

Result<std::uint64_t> seqnoOf(std::string_view text)
{
    TRY(const LvmSection whole, parseLvmText(text));
    if (whole.sections.size() != 1)
        return corrupt("its metadata is not of one volume group");
    return whole.sections.begin()->second.number("seqno");
}

/// Of texts that are as new as each other, the first; they were written by one change.
Result<std::string> newestText(const std::vector<LvmMetadataArea> &areas)
{
    std::vector<std::string_view> texts;
    for (const LvmMetadataArea &area : areas) {
        if (!area.text.empty() && !std::ranges::contains(texts, area.text))
            texts.push_back(area.text);
    }
    if (texts.size() < 2)
        return std::string(texts.empty() ? std::string_view() : texts.front());
    std::string_view newest;
    std::uint64_t best = 0;
    for (const std::string_view text : texts) {
        TRY(const std::uint64_t seqno, seqnoOf(text));
        if (newest.empty() || seqno > best) {
            newest = text;
            best = seqno;
        }
    }
    return std::string(newest);
}

Result<> checkApart(const std::vector<LvmMetadataArea> &areas)
{
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const LvmArea one = areas[i].area;
        if (std::ranges::any_of(areas | std::views::drop(i + 1), [&](const LvmMetadataArea &other) {
                return one.at < other.area.at + other.area.size && other.area.at < one.at + one.size;
            }))
            return corrupt("its metadata areas overlap");
    }
    return {};
}

}

std::uint32_t lvmChecksum(std::span<const std::byte> bytes)
{
    return rawCrc32(0xf597a6cf, bytes);
}

std::string bareLvmUuid(std::string_view printed)
{
    std::string bare(printed);
    std::erase(bare, '-');
    return bare;
}

std::string printedLvmUuid(std::string_view bare)
{
    assert(bare.size() == bareSize);
    std::string printed;
    for (const std::size_t size : groups) {
        printed += printed.empty() ? "" : "-";
        printed += bare.substr(0, size);
        bare.remove_prefix(size);
    }
    return printed;
}

bool isLvmUuid(std::string_view printed)
{
    const std::string bare = bareLvmUuid(printed);
    return isBareUuid(bare) && printedLvmUuid(bare) == printed;
}

Result<LvmPhysicalVolume> readLvmPhysicalVolume(const RawView &view)
{
    TRY(const Label label, readLabel(view));
    const std::span<const std::byte> raw = label.raw;
    std::size_t at = littleEndian<std::uint32_t>(raw, 20);
    if (at < 32 || at > sector - 40 || !isBareUuid(textAt(raw, at, bareSize)))
        return corrupt("the label");
    LvmPhysicalVolume made{.labelAt = label.at,
                           .headerAt = at,
                           .uuid = printedLvmUuid(textAt(raw, at, bareSize)),
                           .size = littleEndian<std::uint64_t>(raw, at + bareSize),
                           .dataAreas = {},
                           .metadataAreas = {},
                           .bootAreas = {},
                           .metadata = {}};
    at += bareSize + 8;
    TRY(made.dataAreas, readAreas(raw, at, view.size()));
    TRY(const std::vector<LvmArea> areas, readAreas(raw, at, view.size()));
    if (at + 8 <= sector && littleEndian<std::uint32_t>(raw, at) != 0) {
        made.extensionVersion = littleEndian<std::uint32_t>(raw, at);
        made.extensionFlags = littleEndian<std::uint32_t>(raw, at + 4);
        at += 8;
        TRY(made.bootAreas, readAreas(raw, at, view.size()));
    }
    for (const LvmArea &area : areas) {
        TRY(LvmMetadataArea one, readMetadataArea(view, area));
        made.metadataAreas.push_back(std::move(one));
    }
    CHECK(checkApart(made.metadataAreas));
    TRY(made.metadata, newestText(made.metadataAreas));
    return made;
}

}
