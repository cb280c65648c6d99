// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/raw_view.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// A piece of a physical volume, in bytes from the volume's start.
struct LvmArea
{
    std::uint64_t at = 0;
    std::uint64_t size = 0;

    friend bool operator==(const LvmArea &, const LvmArea &) = default;
};

/// A metadata area: a header of 512 bytes, and a ring behind it in which texts lie.
struct LvmMetadataArea
{
    static constexpr std::uint64_t headerSize = 512;

    LvmArea area;
    bool isIgnored = false;      ///< LVM2 is told to keep no text in it
    bool hasPrecommitted = false;  ///< a change of the metadata was begun and not finished
    std::uint64_t textAt = 0;    ///< from the area's start; 0 where there is no text
    std::string text;            ///< as it lies there, with what ends it; empty where there is none
};

/// What a partition says of itself as a physical volume of LVM2.
struct LvmPhysicalVolume
{
    std::uint64_t labelAt = 0;   ///< of the sector that has the label, in bytes from the volume's start
    std::uint64_t headerAt = 0;  ///< of the UUID and what follows it, in bytes from the label's start
    std::string uuid;            ///< printed, with hyphens
    std::uint64_t size = 0;      ///< in bytes, as it was made; the partition may have another
    std::vector<LvmArea> dataAreas;  ///< the last one may have a size of 0: all that is left
    std::vector<LvmMetadataArea> metadataAreas;
    std::vector<LvmArea> bootAreas;
    std::uint32_t extensionVersion = 0;  ///< 0 where there is no extension
    std::uint32_t extensionFlags = 0;
    std::string metadata;  ///< the text of its areas with the highest seqno; empty where it is in no group
};

/// Every checksum is verified, no number is believed. Corrupt: there is no label, there are two, anything
/// lies outside of the partition. Unsupported: a label of another kind, flags that are not known. A volume of
/// no group, and one without metadata areas, are answers: without `metadata`.
/// lib/label/label.h, lib/format_text/layout.h and format-text.c of LVM2.
[[nodiscard]] Result<LvmPhysicalVolume> readLvmPhysicalVolume(const RawView &view);

/// CRC-32 with LVM's own start, and without a final inversion.
[[nodiscard]] std::uint32_t lvmChecksum(std::span<const std::byte> bytes);

/// Whether it is a UUID as LVM prints it: 32 of 0-9 A-Z a-z ! #, as 6-4-4-4-4-4-6.
[[nodiscard]] bool isLvmUuid(std::string_view printed);
/// The UUID as labels have it: the 32 characters alone.
[[nodiscard]] std::string bareLvmUuid(std::string_view printed);
/// The way back. Requires 32 characters.
[[nodiscard]] std::string printedLvmUuid(std::string_view bare);

}
