// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/uuid.h"
#include "helper/block/raw_view.h"

#include <cstdint>
#include <optional>
#include <string>

namespace parterre {

/// The superblock of a member of an MD array.
struct MdSuper
{
    enum class Version : std::uint8_t { V090, V10, V11, V12 };

    /// What the member is in its array.
    enum class Role : std::uint8_t { Active, Spare, Faulty, Journal };

    // Bits of `features`, include/uapi/linux/raid/md_p.h.
    static constexpr std::uint32_t bitmapFeature = 1;
    static constexpr std::uint32_t recoveryFeature = 2;
    static constexpr std::uint32_t reshapeFeature = 4;
    static constexpr std::uint32_t badBlocksFeature = 8;
    static constexpr std::uint32_t replacementFeature = 16;
    static constexpr std::uint32_t reshapeBackwardsFeature = 32;
    static constexpr std::uint32_t newOffsetFeature = 64;
    static constexpr std::uint32_t recoveryBitmapFeature = 128;
    static constexpr std::uint32_t clusteredFeature = 256;
    static constexpr std::uint32_t journalFeature = 512;
    static constexpr std::uint32_t pplFeature = 1024;
    static constexpr std::uint32_t multiplePplFeature = 2048;
    static constexpr std::uint32_t raid0LayoutFeature = 4096;

    Version version = Version::V12;
    std::uint64_t at = 0;  ///< where it stands, in bytes from the member's start
    Uuid arrayUuid;        ///< as libblkid prints it: UUID
    Uuid deviceUuid;       ///< UUID_SUB; nil in version 0.90, which has none
    std::string name;      ///< "host:name"; empty in version 0.90
    std::int32_t level = 0;
    std::uint32_t layout = 0;
    Bytes chunk;
    std::uint32_t raidDisks = 0;
    Role role = Role::Spare;
    std::uint32_t place = 0;  ///< of an active member, less than raidDisks
    Extent data;              ///< for the array, from the member's start
    Bytes used;               ///< of that, by each member of a RAID1 and others that are equally large
    std::uint64_t events = 0;
    std::uint32_t features = 0;  ///< of version 0.90, those that it can tell
    bool isClean = false;        ///< it was stopped, and is in sync
    bool isWriteMostly = false;  ///< reads go to other members
    bool hasUnknown = false;     ///< features or flags that are not known here
    std::optional<std::uint64_t> bitmapAt;  ///< internal, in bytes from the member's start

    /// "RAID5 over 3 devices"
    [[nodiscard]] std::string words() const;
};

/// The one superblock of the member, version 0.90 (little-endian), 1.0, 1.1 or 1.2, with its checksum
/// verified. Corrupt: there is none, or what it says lies outside of the member. Unsupported: there is
/// more than one. include/uapi/linux/raid/md_p.h, drivers/md/md.c.
[[nodiscard]] Result<MdSuper> readMdSuper(const RawView &view);

/// Where the member alone has all that the array holds, from the member's start: of a RAID1, and of a RAID0
/// or a linear array with one member. Unsupported, with words(), for all others. Refused where this member
/// may not have what the array has: not stopped, not in sync, a spare, faulty, bad blocks, being reshaped.
[[nodiscard]] Result<Extent> dataOf(const MdSuper &super);

}
