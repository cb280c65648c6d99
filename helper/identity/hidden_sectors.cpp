// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/boot_sector.h"
#include "helper/identity/identity.h"

#include <limits>
#include <ranges>

namespace parterre {

namespace {

/// What the field shall say. 0, "not known", where the number is too big for it.
std::uint64_t hiddenSectors(Extent where, Bytes sectorSize, BootField field)
{
    const auto count = static_cast<std::uint64_t>((where.begin - Offset()) / sectorSize);
    return field.width == 4 && count > std::numeric_limits<std::uint32_t>::max() ? 0 : count;
}

/// Backup first and durable before the first sector, so that one of them is always whole.
Result<> writeBackwards(BlockDevice &disk, Extent where, const BootSectors &sectors)
{
    for (std::size_t copy = sectors.copies.size(); copy-- > 0;) {
        CHECK(disk.write(where.begin + sectors.copies[copy], sectors.regions[copy]));
        CHECK(disk.flush());
    }
    return {};
}

}

Result<> setHiddenSectors(BlockDevice &disk, Extent where, ContentKind kind, Bytes sectorSize)
{
    if (!isFat(kind) && kind != ContentKind::ExFat && kind != ContentKind::Ntfs)
        return {};
    TRY(BootSectors sectors, readBootSectors(disk, where, kind));
    if (sectors.sectorSize != sectorSize)
        return {};
    const BootField field = hiddenSectorsField(kind);
    const std::uint64_t wanted = hiddenSectors(where, sectorSize, field);
    bool isDifferent = false;
    for (std::size_t copy = 0; copy < sectors.copies.size(); ++copy) {
        isDifferent = isDifferent || sectors.number(copy, field) != wanted;
        sectors.setNumber(copy, field, wanted);
    }
    if (!isDifferent)
        return {};
    if (kind == ContentKind::ExFat)
        sealExFat(sectors);
    CHECK(writeBackwards(disk, where, sectors));
    CHECK(disk.dropCache(where));
    TRY(const BootSectors found, readBootSectors(disk, where, kind));
    if (found.regions != sectors.regions)
        return fail(ErrorCode::Mismatch, disk.name(), "boot sectors read back otherwise than written");
    return {};
}

}
