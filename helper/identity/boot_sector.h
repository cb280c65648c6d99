// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/block_device.h"

#include <array>
#include <cstddef>
#include <vector>

namespace parterre {

/// Where a boot sector keeps a number.
struct BootField
{
    std::size_t at = 0;
    std::size_t width = 0;
};

/// The boot sectors of a FAT, exFAT or NTFS volume: the first and its backup, if that is one: not
/// every volume that announces a backup has it.
struct BootSectors
{
    Bytes sectorSize;                     ///< as the volume says
    std::vector<Bytes> copies;            ///< from the volume's start; the first is 0
    std::vector<std::vector<std::byte>> regions;  ///< what is there; exFAT: 12 sectors, else one

    [[nodiscard]] std::uint64_t number(std::size_t copy, BootField field) const;
    void setNumber(std::size_t copy, BootField field, std::uint64_t value);
};

/// Corrupt where the first sector is not one of `kind`.
[[nodiscard]] Result<BootSectors> readBootSectors(BlockDevice &disk, Extent where, ContentKind kind);
/// The serial number's place.
[[nodiscard]] BootField serialField(ContentKind kind);
/// The place of the number of sectors before the volume.
[[nodiscard]] BootField hiddenSectorsField(ContentKind kind);
/// exFAT: makes the 12th sector of each region say the checksum of the 11 before it.
void sealExFat(BootSectors &sectors);

}
