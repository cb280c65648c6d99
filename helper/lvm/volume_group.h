// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/extent.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// A physical volume, as the metadata of its group has it.
struct LvmMember
{
    std::string name;  ///< "pv0": what segments call it
    std::string uuid;  ///< printed, as all UUIDs here
    std::vector<std::string> status;
    std::vector<std::string> flags;
    Offset begin;  ///< of its first extent, from the volume's start
    std::uint64_t extentCount = 0;
    Bytes size;  ///< 0 where the metadata does not say
};

/// Extents of a logical volume, one after the other.
struct LvmSegment
{
    struct Stripe
    {
        std::string member;  ///< or the name of a logical volume, of one that is being moved
        std::uint64_t firstExtent = 0;
    };

    std::uint64_t firstExtent = 0;
    std::uint64_t extentCount = 0;
    std::string type;  ///< "striped" for a linear one too
    /// All of a striped segment; of others, what is said of members in any way.
    std::vector<Stripe> stripes;

    /// How much of it is on each of the stripes, at most.
    [[nodiscard]] std::uint64_t extentsOfEach() const;
};

struct LvmLogicalVolume
{
    std::string name;
    std::string uuid;
    std::vector<std::string> status;
    std::vector<std::string> flags;
    std::vector<LvmSegment> segments;  ///< in their order
    std::string usedAs;  ///< the type of a segment of another volume that is made of this one; mostly empty

    /// What people call a volume; others are parts of volumes.
    [[nodiscard]] bool isVisible() const;
    /// Of all segments together, in extents.
    [[nodiscard]] std::uint64_t extentCount() const;
};

/// The metadata of a volume group, understood.
struct LvmVolumeGroup
{
    std::string name;
    std::string uuid;
    std::uint64_t seqno = 0;
    Bytes extentSize;
    std::vector<std::string> status;
    std::vector<std::string> flags;
    std::string lockType;  ///< empty, or "none", where no lock manager shares it
    std::vector<LvmMember> members;
    std::vector<LvmLogicalVolume> volumes;  ///< those that are not visible too
    bool hasHistory = false;  ///< it remembers logical volumes that were removed

    /// By the printed UUID or by the name; null where there is none.
    [[nodiscard]] const LvmMember *memberOf(std::string_view uuid) const;
    [[nodiscard]] const LvmLogicalVolume *volumeNamed(std::string_view name) const;
};

/// Of the text that a metadata area has. Corrupt: what is not LVM2's text, numbers that cannot be, a UUID
/// twice, extents outside of their member, or in two striped segments.
/// Unsupported: another format than "lvm2". lib/format_text/import_vsn1.c of LVM2.
[[nodiscard]] Result<LvmVolumeGroup> readLvmVolumeGroup(std::string_view text);

/// Where all extents of the member lie, from the volume's start. Corrupt where they reach behind its `size`.
[[nodiscard]] Result<Extent> extentsOn(const LvmVolumeGroup &group, const LvmMember &member, Bytes size);

/// Bytes of a logical volume that lie together.
struct LvmPiece
{
    Extent logical;
    Offset begin;  ///< from the physical volume's start

    friend bool operator==(const LvmPiece &, const LvmPiece &) = default;
};

/// Where the bytes of a volume lie that is nothing but extents of the one member: ascending, all of it,
/// pieces that go on in each other joined. `size` is the partition's. Unsupported, with the type as the
/// detail
/// ("thin", "snapshot", "striped over 2"), for all others, also for what others are made of: a write
/// to the origin of a snapshot would have to be seen by the snapshot. Corrupt: a piece outside of the
/// partition.
[[nodiscard]] Result<std::vector<LvmPiece>>
segmentsOf(const LvmVolumeGroup &group, const LvmLogicalVolume &volume, const LvmMember &member, Bytes size);

}
