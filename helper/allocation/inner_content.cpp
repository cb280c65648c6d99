// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/inner_content.h"

#include "helper/block/raw_view.h"
#include "helper/probe/probe.h"

#include <algorithm>
#include <array>

namespace parterre {

namespace {

bool isStackedTooHigh(ContentKind kind, Stacking allowed)
{
    return kind == ContentKind::MdMember || (kind == ContentKind::LvmPv && allowed == Stacking::None);
}

/// Whether a boot sector of its own, with the same mark as that of an MBR, belongs to the kind.
bool hasBootSector(ContentKind kind)
{
    constexpr std::array kinds{ContentKind::Fat12, ContentKind::Fat16, ContentKind::Fat32, ContentKind::ExFat,
                               ContentKind::Ntfs};
    return std::ranges::contains(kinds, kind);
}

/// Every GPT has an MBR before it.
Result<bool> hasPartitionTable(const RawView &view, ContentKind kind)
{
    constexpr std::size_t sector = 512;
    if (view.size() < sector || hasBootSector(kind))
        return false;
    TRY(const std::vector<std::byte> raw, view.read(0, sector));
    return littleEndian<std::uint16_t>(raw, sector - 2) == 0xAA55;
}

}

Result<Allocation> allocationInside(BlockDevice &disk, Extent volume, Stacking allowed)
{
    TRY(const Content content, probeContent(disk, volume));
    if (isStackedTooHigh(content.kind, allowed))
        return Allocation{.used = {volume}, .doubt = "volumes are stacked too high"};
    TRY(const bool isPartitioned, hasPartitionTable(RawView(disk, volume), content.kind));
    if (isPartitioned)
        return Allocation{.used = {volume}, .doubt = "it begins with a partition table"};
    return allocationOf(disk, volume, content.kind);
}

}
