// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/md/md_super.h"

#include "helper/md/md_record.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

constexpr std::uint64_t sector = 512;
constexpr std::uint64_t superSectors = MdRecord::size / sector;
constexpr std::size_t rolesAt = 256;

/// Recovery, reshape, bad blocks, replacement, new offset, journals: each of them says that it is under way.
constexpr std::uint32_t underWay = MdSuper::recoveryFeature | MdSuper::reshapeFeature
    | MdSuper::badBlocksFeature | MdSuper::replacementFeature | MdSuper::reshapeBackwardsFeature
    | MdSuper::newOffsetFeature | MdSuper::recoveryBitmapFeature | MdSuper::journalFeature
    | MdSuper::pplFeature | MdSuper::multiplePplFeature;
constexpr std::uint32_t known = underWay | MdSuper::bitmapFeature | MdSuper::raid0LayoutFeature;

/// Mostly written to, and: fails fast.
constexpr std::uint32_t writeMostlyFlag = 0x1;
constexpr std::uint32_t harmlessFlags = 0x1 | 0x2;

constexpr std::int32_t multipathLevel = -4;
constexpr std::int32_t linearLevel = -1;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "MD", what);
}

std::unexpected<Error> refused(const char *what)
{
    return fail(ErrorCode::Refused, "MD", what);
}

std::uint32_t word(const Raw &raw, std::size_t at)
{
    return littleEndian<std::uint32_t>(raw, at);
}

std::uint64_t twoWords(const Raw &raw, std::size_t at)
{
    return littleEndian<std::uint64_t>(raw, at);
}

/// Requires what is within a member.
Bytes sectors(std::uint64_t count)
{
    return Bytes(static_cast<std::int64_t>(count * sector));
}

/// Of a record of version 1. Fields of struct mdp_superblock_1 by their place.
class NewSuper
{
public:
    NewSuper(const MdRecord &record, std::uint64_t memberSize)
        : m_record(record)
        , m_raw(record.raw)
        , m_sectors(memberSize / sector)
    {}

    Result<MdSuper> read();

private:
    Result<> readRole();
    Result<> readData();
    Result<> readBitmap();
    Result<> checkApart() const;
    [[nodiscard]] Result<std::uint64_t> placeFromSuper(std::size_t at) const;

    const MdRecord &m_record;
    const Raw &m_raw;
    std::uint64_t m_sectors;
    MdSuper m_super;
};

Result<> NewSuper::readRole()
{
    using enum MdSuper::Role;
    const std::uint32_t number = word(m_raw, 160);
    if (number >= word(m_raw, 220))
        return corrupt("its number");
    const std::uint16_t role = littleEndian<std::uint16_t>(m_raw, rolesAt + 2 * std::size_t{number});
    constexpr std::uint16_t faulty = 0xFFFE;
    constexpr std::uint16_t journal = 0xFFFD;
    if (role < m_super.raidDisks && role < journal) {
        m_super.role = Active;
        m_super.place = role;
    } else {
        m_super.role = role == faulty ? Faulty : role == journal ? Journal : Spare;
    }
    return {};
}

Result<> NewSuper::readData()
{
    const std::uint64_t begin = twoWords(m_raw, 128);
    const std::uint64_t room = twoWords(m_raw, 136);
    const std::uint64_t size = twoWords(m_raw, 80);
    if (begin > m_sectors || room > m_sectors - begin || size > room)
        return corrupt("its data reaches behind it");
    m_super.data = {.begin = Offset() + sectors(begin), .size = sectors(room)};
    m_super.used = sectors(size);
    return {};
}

/// The signed number of sectors from the superblock that stands at `at`; nothing where it leads out of the
/// member.
Result<std::uint64_t> NewSuper::placeFromSuper(std::size_t at) const
{
    const auto distance = std::int64_t{static_cast<std::int32_t>(word(m_raw, at))};
    const std::int64_t place = static_cast<std::int64_t>(m_record.at / sector) + distance;
    if (place < 0 || static_cast<std::uint64_t>(place) >= m_sectors)
        return corrupt("its metadata lies outside of it");
    return static_cast<std::uint64_t>(place);
}

Result<> NewSuper::readBitmap()
{
    constexpr std::size_t distanceAt = 96;
    if ((m_super.features & MdSuper::bitmapFeature) == 0 || word(m_raw, distanceAt) == 0)
        return {};
    TRY(const std::uint64_t place, placeFromSuper(distanceAt));
    m_super.bitmapAt = place * sector;
    return {};
}

/// MD's own superblock, bitmap, and list of bad blocks, which lie before the array's data or behind.
Result<> NewSuper::checkApart() const
{
    const auto begin = static_cast<std::uint64_t>(m_super.data.begin.bytes()) / sector;
    const std::uint64_t end = begin + static_cast<std::uint64_t>(m_super.used.count()) / sector;
    const auto isApart = [&](std::uint64_t at, std::uint64_t count) {
        return at + count <= begin || at >= end;
    };
    bool areApart = begin == end || isApart(m_record.at / sector, superSectors);
    if (m_super.bitmapAt)
        areApart = areApart && (begin == end || isApart(*m_super.bitmapAt / sector, superSectors));
    if (const std::uint64_t count = littleEndian<std::uint16_t>(m_raw, 186); count > 0) {
        TRY(const std::uint64_t list, placeFromSuper(188));
        areApart = areApart && (begin == end || isApart(list, count));
    }
    return areApart ? Result<>{} : corrupt("its metadata lies in its data");
}

Result<MdSuper> NewSuper::read()
{
    m_super.version = m_record.version;
    m_super.at = m_record.at;
    m_super.arrayUuid = arrayUuidOf(m_record);
    std::ranges::copy(std::span(m_raw).subspan(md_field::deviceUuid, 16),
                      std::as_writable_bytes(std::span(m_super.deviceUuid.bytes)).begin());
    const std::span name = std::span(m_raw).subspan(md_field::name, md_field::nameSize);
    m_super.name = std::string(reinterpret_cast<const char *>(name.data()), name.size()).c_str();
    m_super.level = static_cast<std::int32_t>(word(m_raw, 72));
    m_super.layout = word(m_raw, 76);
    m_super.chunk = sectors(word(m_raw, 88));
    m_super.raidDisks = word(m_raw, 92);
    m_super.events = twoWords(m_raw, 200);
    m_super.features = word(m_raw, md_field::features);
    m_super.isClean = twoWords(m_raw, 208) == std::numeric_limits<std::uint64_t>::max();
    const auto flags = std::to_integer<std::uint32_t>(m_raw[184]);
    m_super.isWriteMostly = (flags & writeMostlyFlag) != 0;
    m_super.hasUnknown = (m_super.features & ~known) != 0 || (flags & ~harmlessFlags) != 0;
    CHECK(readRole());
    CHECK(readData());
    CHECK(readBitmap());
    CHECK(checkApart());
    return m_super;
}

// Of struct mdp_superblock_s, version 0.90, by their place.
constexpr std::size_t oldMinorAt = 8;
constexpr std::size_t oldDisksAt = 512;
constexpr std::size_t oldThisDiskAt = 3968;
constexpr std::size_t oldDiskSize = 128;
constexpr std::uint32_t oldDisks = 27;
constexpr std::uint64_t oldBitmapDistance = 4096;

Result<> readOldRole(const Raw &raw, MdSuper &super)
{
    const std::uint32_t number = word(raw, oldThisDiskAt);
    if (number >= oldDisks)
        return corrupt("its number");
    constexpr std::uint32_t faulty = 1U << 0U;
    constexpr std::uint32_t inSync = 1U << 2U;
    constexpr std::uint32_t writeMostly = 1U << 9U;
    const std::size_t disk = oldDisksAt + oldDiskSize * number;
    const std::uint32_t state = word(raw, disk + 16);
    super.place = word(raw, disk + 12);
    super.isWriteMostly = (state & writeMostly) != 0;
    if ((state & faulty) != 0)
        super.role = MdSuper::Role::Faulty;
    else if ((state & inSync) != 0 && super.place < super.raidDisks)
        super.role = MdSuper::Role::Active;
    return {};
}

Result<MdSuper> readOld(const MdRecord &record)
{
    constexpr std::uint32_t clean = 1U << 0U;
    constexpr std::uint32_t clustered = 1U << 5U;
    constexpr std::uint32_t hasBitmap = 1U << 8U;
    const Raw &raw = record.raw;
    MdSuper super;
    super.version = record.version;
    super.at = record.at;
    super.arrayUuid = arrayUuidOf(record);
    super.level = static_cast<std::int32_t>(word(raw, 28));
    super.layout = word(raw, 256);
    super.chunk = Bytes(word(raw, 260));
    super.raidDisks = word(raw, 40);
    super.events = twoWords(raw, 156);
    const std::uint32_t state = word(raw, 132);
    super.isClean = (state & clean) != 0;
    // The minor version is 91 while a reshape is under way.
    constexpr std::uint32_t reshaping = 91;
    super.features = (word(raw, oldMinorAt) == reshaping ? MdSuper::reshapeFeature : 0)
        | ((state & clustered) != 0 ? MdSuper::clusteredFeature : 0)
        | ((state & hasBitmap) != 0 ? MdSuper::bitmapFeature : 0);
    super.hasUnknown = word(raw, oldMinorAt) < 90 || word(raw, oldMinorAt) > reshaping;
    if ((state & hasBitmap) != 0)
        super.bitmapAt = record.at + oldBitmapDistance;
    super.data = {.begin = {}, .size = Bytes(static_cast<std::int64_t>(record.at))};
    super.used = Bytes(std::int64_t{word(raw, 32)} * 1024);
    if (super.used > super.data.size)
        return corrupt("its data reaches behind it");
    CHECK(readOldRole(raw, super));
    return super;
}

bool isAlone(const MdSuper &super)
{
    return super.raidDisks == 1 && (super.level == 0 || super.level == linearLevel);
}

}

std::string MdSuper::words() const
{
    const std::string kind = level == linearLevel ? "linear"
        : level == multipathLevel                 ? "multipath"
                                                  : "RAID" + std::to_string(level);
    return kind + " over " + std::to_string(raidDisks) + (raidDisks == 1 ? " device" : " devices");
}

Result<MdSuper> readMdSuper(const RawView &view)
{
    TRY(const MdRecord record, readMdRecord(view));
    return record.isOld() ? readOld(record) : NewSuper(record, view.size()).read();
}

Result<Extent> dataOf(const MdSuper &super)
{
    if ((super.features & underWay) != 0)
        return refused("it recovers, is reshaped, has bad blocks or a journal");
    if (super.hasUnknown)
        return fail(ErrorCode::Unsupported, "MD", "it has features that are not known");
    if (super.level != 1 && !isAlone(super))
        return fail(ErrorCode::Unsupported, "MD", super.words());
    if (super.level == 1 && !super.isClean)
        return refused("its array was not stopped, or is not in sync");
    if (super.role != MdSuper::Role::Active)
        return refused("it is a spare, or was taken out of its array");
    if (super.level == 1 && super.used.isZero())
        return corrupt("its data reaches behind it");
    if (super.level == 1)
        return Extent{.begin = super.data.begin, .size = super.used};
    const Bytes whole =
        super.chunk.isZero() ? super.data.size : super.chunk * (super.data.size / super.chunk);
    return Extent{.begin = super.data.begin, .size = whole};
}

}
