// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/md/md_super.h"

#include <limits>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

constexpr std::uint64_t sector = 512;
constexpr std::uint32_t magic = 0xA92B4EFC;
constexpr std::size_t superSize = 4096;
constexpr std::uint64_t superSectors = superSize / sector;
constexpr std::size_t sumAt = 216;
constexpr std::size_t rolesAt = 256;

constexpr std::uint32_t hasBitmap = 0x1;
constexpr std::uint32_t hasBadBlocks = 0x8;
/// Recovery, reshape, bad blocks, replacement, new offset, journals: each of them says that it is under way.
constexpr std::uint32_t underWay =
    0x2 | 0x4 | hasBadBlocks | 0x10 | 0x20 | 0x40 | 0x80 | 0x200 | 0x400 | 0x800;
/// Mostly written to, and: fails fast.
constexpr std::uint32_t harmlessFlags = 0x1 | 0x2;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "MD", what);
}

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "MD", what);
}

std::unexpected<Error> refused(const char *what)
{
    return fail(ErrorCode::Refused, "MD", what);
}

/// Whether there is one of version 0.90, in the byte order of either machine.
Result<bool> hasOldSuper(const RawView &view)
{
    constexpr std::uint64_t reserved = 65536;
    if (view.size() < 2 * reserved)
        return false;
    TRY(const Raw raw, view.read(view.size() / reserved * reserved - reserved, 4));
    return littleEndian<std::uint32_t>(raw, 0) == magic || bigEndian<std::uint32_t>(raw, 0) == magic;
}

/// calc_sb_1_csum(): the words that there are, all added up.
std::uint32_t checksum(std::span<const std::byte> bytes)
{
    std::uint64_t sum = 0;
    std::size_t at = 0;
    for (; at + 4 <= bytes.size(); at += 4)
        sum += at == sumAt ? 0 : littleEndian<std::uint32_t>(bytes, at);
    if (at + 2 == bytes.size())
        sum += littleEndian<std::uint16_t>(bytes, at);
    return static_cast<std::uint32_t>(sum) + static_cast<std::uint32_t>(sum >> 32U);
}

/// The superblock, of which there is to be one.
Result<Raw> readSuper(const RawView &view)
{
    const std::uint64_t sectors = view.size() / sector;
    if (sectors < 3 * superSectors)
        return corrupt("it is too small");
    Raw found;
    for (const std::uint64_t at : {(sectors - 16) / 8 * 8, std::uint64_t{0}, superSectors}) {
        TRY(Raw raw, view.read(at * sector, superSize));
        // A copy of it that belongs elsewhere is none.
        if (littleEndian<std::uint32_t>(raw, 0) != magic || littleEndian<std::uint64_t>(raw, 144) != at)
            continue;
        if (!found.empty())
            return unsupported("it has two superblocks");
        found = std::move(raw);
    }
    TRY(const bool isOld, hasOldSuper(view));
    if (isOld)
        return unsupported("it has a superblock of version 0.90");
    return found.empty() ? Result<Raw>(corrupt("there is no superblock")) : std::move(found);
}

Result<> checkSum(const Raw &raw)
{
    const std::size_t roles = littleEndian<std::uint32_t>(raw, 220);
    if (roles > (superSize - rolesAt) / 2)
        return corrupt("the number of members");
    if (checksum(std::span(raw).first(rolesAt + 2 * roles)) != littleEndian<std::uint32_t>(raw, sumAt))
        return corrupt("the checksum of the superblock");
    return {};
}

Result<> checkState(const Raw &raw)
{
    const std::uint32_t features = littleEndian<std::uint32_t>(raw, 8);
    if ((features & underWay) != 0)
        return refused("it recovers, is reshaped, has bad blocks or a journal");
    if ((features & ~hasBitmap) != 0 || littleEndian<std::uint32_t>(raw, 4) != 1
        || (std::to_integer<std::uint32_t>(raw[184]) & ~harmlessFlags) != 0)
        return unsupported("it has features that are not known");
    if (littleEndian<std::uint32_t>(raw, 72) != 1)
        return unsupported("its array is not a RAID1");
    if (littleEndian<std::uint64_t>(raw, 208) != std::numeric_limits<std::uint64_t>::max())
        return refused("its array was not stopped, or is not in sync");
    const std::uint32_t number = littleEndian<std::uint32_t>(raw, 160);
    if (number >= littleEndian<std::uint32_t>(raw, 220))
        return corrupt("its number");
    if (littleEndian<std::uint16_t>(raw, rolesAt + 2 * number) >= littleEndian<std::uint32_t>(raw, 92))
        return refused("it is a spare, or was taken out of its array");
    return {};
}

/// The signed number of sectors from the superblock that stands at `at`; nothing where it leads out of the
/// member.
Result<std::uint64_t> placeFromSuper(const Raw &raw, std::size_t at)
{
    const auto distance = std::int64_t{static_cast<std::int32_t>(littleEndian<std::uint32_t>(raw, at))};
    const std::int64_t place = static_cast<std::int64_t>(littleEndian<std::uint64_t>(raw, 144)) + distance;
    if (place < 0)
        return corrupt("its metadata lies outside of it");
    return static_cast<std::uint64_t>(place);
}

/// MD's own superblock, bitmap, and list of bad blocks, which lie before the array's data or behind.
Result<> checkApart(const Raw &raw, std::uint64_t begin, std::uint64_t end)
{
    const auto isApart = [&](std::uint64_t at, std::uint64_t count) {
        return at + count <= begin || at >= end;
    };
    bool areApart = isApart(littleEndian<std::uint64_t>(raw, 144), superSectors);
    if ((littleEndian<std::uint32_t>(raw, 8) & hasBitmap) != 0) {
        TRY(const std::uint64_t bitmap, placeFromSuper(raw, 96));
        areApart = areApart && isApart(bitmap, superSectors);
    }
    if (const std::uint64_t count = littleEndian<std::uint16_t>(raw, 186); count > 0) {
        TRY(const std::uint64_t list, placeFromSuper(raw, 188));
        areApart = areApart && isApart(list, count);
    }
    return areApart ? Result<>{} : corrupt("its metadata lies in its data");
}

}

Result<MdMirror> readMdMirror(const RawView &view)
{
    TRY(const Raw raw, readSuper(view));
    CHECK(checkSum(raw));
    CHECK(checkState(raw));
    const std::uint64_t sectors = view.size() / sector;
    const std::uint64_t begin = littleEndian<std::uint64_t>(raw, 128);
    const std::uint64_t room = littleEndian<std::uint64_t>(raw, 136);
    const std::uint64_t size = littleEndian<std::uint64_t>(raw, 80);
    if (begin > sectors || room > sectors - begin || size == 0 || size > room)
        return corrupt("its data reaches behind it");
    CHECK(checkApart(raw, begin, begin + size));
    return MdMirror{.at = begin * sector, .size = size * sector};
}

}
