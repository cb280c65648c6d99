// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/inner_content.h"
#include "helper/allocation/readers.h"
#include "helper/block/linear_volume.h"
#include "helper/lvm/physical_volume.h"
#include "helper/lvm/volume_group.h"

#include <algorithm>

namespace parterre {

namespace {

/// A volume in more pieces than this is not looked into, nor are more volumes than this.
constexpr std::size_t piecesMax = 256;

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "LVM", what);
}

/// The one text that all areas have, but for those that are not to be used.
Result<> checkAreas(const LvmPhysicalVolume &volume)
{
    for (const LvmMetadataArea &area : volume.metadataAreas) {
        if (area.isIgnored)
            continue;
        if (area.text.empty())
            return unsupported("no volume group is recorded in it");
        if (area.hasPrecommitted)
            return fail(ErrorCode::Refused, "LVM", "a change of its metadata was not finished");
        if (area.text != volume.metadata)
            return fail(ErrorCode::Corrupt, "LVM", "its metadata areas differ");
    }
    return volume.metadata.empty() ? unsupported("its metadata is on other volumes") : Result<>{};
}

bool hasOnly(const std::vector<std::string> &states, const std::vector<std::string> &allowed)
{
    return std::ranges::all_of(
        states, [&](const std::string &state) { return std::ranges::contains(allowed, state); });
}

/// Whether nothing is under way in the group, on any of its disks.
bool isSettled(const LvmVolumeGroup &group)
{
    return hasOnly(group.status, {"RESIZEABLE", "READ", "WRITE"}) && group.flags.empty()
        && std::ranges::all_of(group.members, [](const LvmMember &member) {
               return hasOnly(member.status, {"ALLOCATABLE"}) && member.flags.empty();
           });
}

class GroupMap
{
public:
    GroupMap(BlockDevice &disk, Extent where, const LvmVolumeGroup &group, const LvmMember &member)
        : m_disk(disk)
        , m_where(where)
        , m_group(group)
        , m_member(member)
        , m_gatherer(where, ExtentGatherer::usual / 4)
    {}

    void add(LvmArea area);
    Result<> addVolumes();
    UsedExtents finish();

private:
    Result<> addVolume(const LvmLogicalVolume &volume, bool mayLookInside);
    Result<> addContent(const std::vector<LvmPiece> &pieces);
    void addExtents(const LvmSegment &segment);

    BlockDevice &m_disk;
    Extent m_where;
    const LvmVolumeGroup &m_group;
    const LvmMember &m_member;
    ExtentGatherer m_gatherer;
    std::size_t m_lookedInto = 0;
};

void GroupMap::add(LvmArea area)
{
    m_gatherer.add({.begin = m_where.begin + Bytes(static_cast<std::int64_t>(area.at)),
                    .size = Bytes(static_cast<std::int64_t>(area.size))});
}

/// The map of what the volume holds, by its own reader, moved to where it lies.
Result<> GroupMap::addContent(const std::vector<LvmPiece> &pieces)
{
    std::vector<Extent> onDisk;
    onDisk.reserve(pieces.size());
    for (const LvmPiece &piece : pieces)
        onDisk.push_back({.begin = m_where.begin + (piece.begin - Offset()), .size = piece.logical.size});
    LinearVolume volume(m_disk, std::move(onDisk));
    const Extent whole{.begin = {}, .size = volume.size()};
    TRY(const Allocation inside, allocationInside(volume, whole, Stacking::None));
    for (const Extent &used : inside.used) {
        for (const Extent &piece : volume.onDisk(used))
            m_gatherer.add(piece);
    }
    return {};
}

void GroupMap::addExtents(const LvmSegment &segment)
{
    for (const LvmSegment::Stripe &stripe : segment.stripes) {
        if (stripe.member != m_member.name)
            continue;
        const Bytes before = m_group.extentSize * static_cast<std::int64_t>(stripe.firstExtent);
        m_gatherer.add({.begin = m_where.begin + (m_member.begin - Offset()) + before,
                        .size = m_group.extentSize * static_cast<std::int64_t>(segment.extentsOfEach())});
    }
}

Result<> GroupMap::addVolume(const LvmLogicalVolume &volume, bool mayLookInside)
{
    const auto pieces = segmentsOf(m_group, volume, m_member, m_where.size);
    if (mayLookInside && pieces && !pieces->empty() && volume.segments.size() <= piecesMax
        && m_lookedInto < piecesMax) {
        ++m_lookedInto;
        return addContent(*pieces);
    }
    for (const LvmSegment &segment : volume.segments)
        addExtents(segment);
    return {};
}

Result<> GroupMap::addVolumes()
{
    const bool isWhole = isSettled(m_group);
    for (const LvmLogicalVolume &volume : m_group.volumes)
        CHECK(addVolume(volume, isWhole));
    return {};
}

/// With labels and metadata before the first physical extent, and what is behind the last.
UsedExtents GroupMap::finish()
{
    TRY(const Extent extents, extentsOn(m_group, m_member, m_where.size));
    const Offset begin = m_where.begin + (extents.begin - Offset());
    m_gatherer.add(extentBetween(m_where.begin, begin));
    m_gatherer.add(extentBetween(begin + extents.size, m_where.end()));
    return m_gatherer.finish();
}

}

UsedExtents readLvmAllocation(BlockDevice &disk, Extent where)
{
    TRY(const LvmPhysicalVolume volume, readLvmPhysicalVolume(RawView(disk, where)));
    CHECK(checkAreas(volume));
    TRY(const LvmVolumeGroup group, readLvmVolumeGroup(volume.metadata));
    const LvmMember *member = group.memberOf(volume.uuid);
    if (member == nullptr)
        return fail(ErrorCode::Corrupt, "LVM", "its volume group does not know it");
    CHECK(extentsOn(group, *member, where.size));
    GroupMap map(disk, where, group, *member);
    for (const LvmMetadataArea &area : volume.metadataAreas)
        map.add(area.area);
    for (const LvmArea &area : volume.bootAreas)
        map.add(area);
    CHECK(map.addVolumes());
    return map.finish();
}

}
