// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/own_length.h"
#include "helper/allocation/readers.h"
#include "helper/block/raw_view.h"

#include <algorithm>
#include <string_view>

namespace parterre {

namespace {

constexpr std::uint64_t sector = 2048;
constexpr std::uint64_t firstDescriptor = 16;
constexpr std::uint64_t descriptorsMax = 64;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "iso9660", what);
}

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "iso9660", what);
}

std::string_view textAt(std::span<const std::byte> bytes, std::size_t at, std::size_t size)
{
    return {reinterpret_cast<const char *>(bytes.subspan(at, size).data()), size};
}

/// Bytes of a volume by its primary or supplementary descriptor, ECMA-119 8.4.8 and 8.4.12, which
/// holds every number in both byte orders.
Result<std::uint64_t> volumeSize(std::span<const std::byte> descriptor)
{
    const std::uint64_t blocks = littleEndian<std::uint32_t>(descriptor, 80);
    const std::uint64_t blockSize = littleEndian<std::uint16_t>(descriptor, 128);
    if (bigEndian<std::uint32_t>(descriptor, 84) != blocks
        || bigEndian<std::uint16_t>(descriptor, 130) != blockSize || !isPowerBetween(blockSize, 512, sector)
        || blocks * blockSize <= (firstDescriptor + 1) * sector)
        return corrupt("a volume descriptor");
    return blocks * blockSize;
}

struct IsoVolume
{
    std::uint64_t size = 0;
    std::uint64_t bootCatalog = 0;  ///< bytes, 0 where there is none
};

/// The descriptors from sector 16 up to their terminator.
Result<IsoVolume> readDescriptors(const RawView &view)
{
    IsoVolume volume;
    for (std::uint64_t number = 0; number < descriptorsMax; ++number) {
        TRY(const std::vector<std::byte> raw, view.read((firstDescriptor + number) * sector, sector));
        const std::string_view name = textAt(raw, 1, 5);
        const auto type = std::to_integer<unsigned>(raw[0]);
        if (name != "CD001")
            return unsupported("it is more than ISO 9660");
        if (type == 1 || type == 2) {
            TRY(const std::uint64_t size, volumeSize(raw));
            volume.size = std::max(volume.size, size);
        } else if (type == 0 && textAt(raw, 7, 23) == "EL TORITO SPECIFICATION") {
            volume.bootCatalog = littleEndian<std::uint32_t>(raw, 71) * sector;
        } else if (type == 255) {
            // Universal Disk Format, if any, has its own descriptors next, and its own end.
            TRY(const std::vector<std::byte> next,
                view.read((firstDescriptor + number + 1) * sector, sector));
            if (textAt(next, 1, 5) == "BEA01" || textAt(next, 1, 3) == "NSR")
                return unsupported("it is a UDF file system too");
            return volume.size == 0 ? corrupt("there is no volume descriptor") : Result<IsoVolume>(volume);
        } else if (type != 0 && type != 3) {
            return unsupported("it has a descriptor that is not known");
        }
    }
    return corrupt("its descriptors have no end");
}

/// A boot image of an El Torito catalog may lie behind the volume, as an appended partition.
Result<> admitBootCatalog(const RawView &view, const IsoVolume &volume)
{
    if (volume.bootCatalog == 0)
        return {};
    TRY(const std::vector<std::byte> raw, view.read(volume.bootCatalog, sector));
    for (std::size_t at = 32; at < raw.size(); at += 32) {
        const auto indicator = std::to_integer<unsigned>(raw[at]);
        const std::uint64_t begin = littleEndian<std::uint32_t>(raw, at + 8) * sector;
        const std::uint64_t size = littleEndian<std::uint16_t>(raw, at + 6) * std::uint64_t{512};
        if ((indicator == 0x88 || indicator == 0) && begin + size > volume.size)
            return unsupported("it starts from what lies behind it");
    }
    return {};
}

/// The system area of a hybrid image may hold partition tables, and these lead behind the volume.
Result<> admitTables(const RawView &view, const IsoVolume &volume)
{
    TRY(const std::vector<std::byte> raw, view.read(0, sector));
    if (textAt(raw, 0, 2) == "ER" || textAt(raw, 512, 2) == "PM")
        return unsupported("it has an Apple partition map");
    constexpr std::uint64_t lba = 512;
    const bool isMbr = littleEndian<std::uint16_t>(raw, 510) == 0xAA55;
    for (std::size_t at = 446; isMbr && at < 510; at += 16) {
        const std::uint64_t begin = littleEndian<std::uint32_t>(raw, at + 8);
        const std::uint64_t size = littleEndian<std::uint32_t>(raw, at + 12);
        const auto type = std::to_integer<unsigned>(raw[at + 4]);
        constexpr unsigned protective = 0xEE;
        if (type != 0 && type != protective && (begin + size) * lba > volume.size)
            return unsupported("it has a partition that reaches behind it");
    }
    const bool isGpt = textAt(raw, 512, 8) == "EFI PART";
    if (isGpt && littleEndian<std::uint64_t>(raw, 512 + 32) >= volume.size / lba)
        return unsupported("its partition table ends behind it");
    return {};
}

}

/// ISO 9660 is ECMA-119. Where anything else may lie behind the volume, all of it counts.
UsedExtents readIso9660Allocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const IsoVolume volume, readDescriptors(view));
    CHECK(admitTables(view, volume));
    CHECK(admitBootCatalog(view, volume));
    return usedUpTo("iso9660", disk, where, volume.size);
}

}
