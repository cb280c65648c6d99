// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/boot_sector.h"

#include "helper/identity/renew.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

namespace parterre {

namespace {

constexpr std::size_t signatureAt = 510;
constexpr std::int64_t exFatRegionSectors = 12;
constexpr BootField fatBytesPerSector{.at = 11, .width = 2};
constexpr BootField fatSectorsPerTable{.at = 22, .width = 2};
constexpr BootField fat32BackupSector{.at = 50, .width = 2};
constexpr BootField ntfsSectorCount{.at = 40, .width = 8};
constexpr BootField exFatBytesPerSectorShift{.at = 108, .width = 1};

std::uint64_t numberIn(std::span<const std::byte> bytes, BootField field)
{
    return littleEndian(bytes, field.at, field.width);
}

bool says(std::span<const std::byte> sector, std::size_t at, std::string_view word)
{
    return std::memcmp(sector.data() + at, word.data(), word.size()) == 0;
}

/// The words by which the kinds are told apart; FAT has none that is reliable, but its numbers.
bool isOfKind(std::span<const std::byte> sector, ContentKind kind)
{
    if (littleEndian(sector, signatureAt, 2) != 0xaa55)
        return false;
    if (kind == ContentKind::Ntfs)
        return says(sector, 3, "NTFS    ");
    if (kind == ContentKind::ExFat)
        return says(sector, 3, "EXFAT   ");
    const bool isFat32 = numberIn(sector, fatSectorsPerTable) == 0;
    return !says(sector, 3, "NTFS    ") && !says(sector, 3, "EXFAT   ")
        && isFat32 == (kind == ContentKind::Fat32);
}

/// 0 where the number is none that these kinds allow.
std::int64_t sectorSizeIn(std::span<const std::byte> sector, ContentKind kind)
{
    std::uint64_t size = numberIn(sector, fatBytesPerSector);
    if (kind == ContentKind::ExFat) {
        const std::uint64_t shift = numberIn(sector, exFatBytesPerSectorShift);
        size = shift < 16 ? std::uint64_t{1} << shift : 0;
    }
    return size >= 512 && size <= 4096 && std::has_single_bit(size) ? static_cast<std::int64_t>(size) : 0;
}

/// Which sector the backup is; 0 for none.
std::uint64_t backupSector(std::span<const std::byte> sector, ContentKind kind)
{
    if (kind == ContentKind::Fat32) {
        const std::uint64_t at = numberIn(sector, fat32BackupSector);
        return at == 0xffff ? 0 : at;
    }
    if (kind == ContentKind::ExFat)
        return exFatRegionSectors;
    return kind == ContentKind::Ntfs ? numberIn(sector, ntfsSectorCount) : 0;
}

/// Adds what lies at `at` if it is a boot sector: some volumes announce a backup and have none.
Result<> addCopy(BootSectors &sectors, BlockDevice &disk, Extent where, ContentKind kind, Bytes at)
{
    const Bytes size = sectors.sectorSize * (kind == ContentKind::ExFat ? exFatRegionSectors : 1);
    if (at > where.size || where.size - at < size)
        return {};
    TRY(std::vector<std::byte> region, readPart(disk, where, at, size));
    if (!isOfKind(region, kind) || sectorSizeIn(region, kind) != sectors.sectorSize.count())
        return {};
    sectors.copies.push_back(at);
    sectors.regions.push_back(std::move(region));
    return {};
}

/// A resized NTFS may end before the partition does, in whose last sector Windows and the tools keep
/// the backup all the same. One that speaks of another size is from an earlier volume.
Result<> addLastSector(BootSectors &sectors, BlockDevice &disk, Extent where)
{
    const Bytes last = sectors.sectorSize * (where.size / sectors.sectorSize - 1);
    if (std::ranges::contains(sectors.copies, last))
        return {};
    CHECK(addCopy(sectors, disk, where, ContentKind::Ntfs, last));
    if (sectors.copies.back() == last
        && numberIn(sectors.regions.back(), ntfsSectorCount)
            != numberIn(sectors.regions.front(), ntfsSectorCount)) {
        sectors.copies.pop_back();
        sectors.regions.pop_back();
    }
    return {};
}

std::uint32_t checksum(std::span<const std::byte> region)
{
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < region.size(); ++i) {
        if (i == 106 || i == 107 || i == 112)  // volume flags and percentage in use
            continue;
        sum = std::rotr(sum, 1) + std::to_integer<std::uint32_t>(region[i]);
    }
    return sum;
}

}

std::uint64_t BootSectors::number(std::size_t copy, BootField field) const
{
    return numberIn(regions[copy], field);
}

void BootSectors::setNumber(std::size_t copy, BootField field, std::uint64_t value)
{
    for (std::size_t i = 0; i < field.width; ++i)
        regions[copy][field.at + i] = static_cast<std::byte>(value >> (8 * i));
}

Result<BootSectors> readBootSectors(BlockDevice &disk, Extent where, ContentKind kind)
{
    TRY(const std::vector<std::byte> first, readPart(disk, where, {}, Bytes(512)));
    const std::int64_t sectorSize = sectorSizeIn(first, kind);
    if (!isOfKind(first, kind) || sectorSize == 0)
        return fail(ErrorCode::Corrupt, disk.name(), "not a boot sector");
    BootSectors result{.sectorSize = Bytes(sectorSize), .copies = {}, .regions = {}};
    CHECK(addCopy(result, disk, where, kind, {}));
    if (result.copies.empty())
        return fail(ErrorCode::Corrupt, disk.name(), "the partition is too small for its boot sector");
    const std::uint64_t backup = backupSector(first, kind);
    if (backup != 0 && backup < static_cast<std::uint64_t>(where.size / result.sectorSize))
        CHECK(addCopy(result, disk, where, kind, result.sectorSize * static_cast<std::int64_t>(backup)));
    if (kind == ContentKind::Ntfs)
        CHECK(addLastSector(result, disk, where));
    return result;
}

BootField serialField(ContentKind kind)
{
    if (kind == ContentKind::Ntfs)
        return {.at = 72, .width = 8};
    if (kind == ContentKind::ExFat)
        return {.at = 100, .width = 4};
    return {.at = kind == ContentKind::Fat32 ? 67U : 39U, .width = 4};
}

BootField hiddenSectorsField(ContentKind kind)
{
    return kind == ContentKind::ExFat ? BootField{.at = 64, .width = 8} : BootField{.at = 28, .width = 4};
}

void sealExFat(BootSectors &sectors)
{
    const auto sector = static_cast<std::size_t>(sectors.sectorSize.count());
    for (std::vector<std::byte> &region : sectors.regions) {
        const std::uint32_t sum = checksum(std::span(region).first(11 * sector));
        for (std::size_t at = 11 * sector; at < 12 * sector; ++at)
            region[at] = static_cast<std::byte>(sum >> (8 * (at % 4)));
    }
}

Result<> admitBootSector(const Renewal &renewal)
{
    TRY(const BootSectors sectors, readBootSectors(renewal.disk, renewal.where, renewal.kind));
    const std::size_t mark = renewal.kind == ContentKind::Fat32 ? 66 : 38;
    if (isFat(renewal.kind) && sectors.number(0, {.at = mark, .width = 1}) != 0x29)
        return fail(ErrorCode::Unsupported, renewal.disk.name(),
                    "this FAT is too old to have a serial number");
    return {};
}

Result<> compareBootSectors(const Renewal &renewal)
{
    if (!isFat(renewal.kind) && renewal.kind != ContentKind::ExFat && renewal.kind != ContentKind::Ntfs)
        return {};
    TRY(const BootSectors sectors, readBootSectors(renewal.disk, renewal.where, renewal.kind));
    const BootField serial = serialField(renewal.kind);
    for (std::size_t copy = 1; copy < sectors.copies.size(); ++copy) {
        if (sectors.number(copy, serial) != sectors.number(0, serial))
            return fail(ErrorCode::Mismatch, renewal.disk.name(),
                        "the backup boot sector keeps the old serial");
    }
    return {};
}

std::uint64_t littleEndian(std::span<const std::byte> bytes, std::size_t at, std::size_t width)
{
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;)
        value = value << 8U | std::to_integer<std::uint64_t>(bytes[at + i]);
    return value;
}

Result<std::vector<std::byte>> readPart(BlockDevice &disk, Extent where, Bytes from, Bytes size)
{
    if (from > where.size || where.size - from < size)
        return fail(ErrorCode::Corrupt, disk.name(), "the partition is too small for what it should hold");
    std::vector<std::byte> bytes(static_cast<std::size_t>(size.count()));
    CHECK(disk.read(where.begin + from, bytes));
    return bytes;
}

}
