// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/stack/container.h"

#include "core/layout/identity_text.h"
#include "helper/block/linear_volume.h"
#include "helper/block/raw_view.h"
#include "helper/luks/luks_volume.h"
#include "helper/lvm/lvm_relabel.h"
#include "helper/lvm/physical_volume.h"
#include "helper/lvm/volume_group.h"
#include "helper/md/md_relabel.h"
#include "helper/md/md_super.h"

namespace parterre {

namespace {

/// Whether it is no reason to know nothing of the disk: what the bytes say, or that some cannot be read.
bool isOfContent(ErrorCode code)
{
    return code == ErrorCode::Corrupt || code == ErrorCode::Unsupported || code == ErrorCode::Refused
        || code == ErrorCode::Invalid || code == ErrorCode::Io || code == ErrorCode::ToolFailed;
}

OpenContainer unreadable(const Error &error)
{
    constexpr std::size_t most = 200;
    return {.inside = Inside::Unreadable,
            .doubt = (error.detail.empty() ? error.subject : error.detail).substr(0, most),
            .label = {},
            .groupUuid = {},
            .volumes = {}};
}

Result<OpenContainer> orUnreadable(Result<OpenContainer> opened)
{
    if (!opened && isOfContent(opened.error().code))
        return unreadable(opened.error());
    return opened;
}

OpenContainer holding(std::unique_ptr<BlockDevice> device, Extent data)
{
    OpenContainer container{
        .inside = Inside::Known, .doubt = {}, .label = {}, .groupUuid = {}, .volumes = {}};
    const Bytes size = device->size();
    container.volumes.push_back(
        {.name = {}, .uuid = {}, .size = size, .device = std::move(device), .doubt = {}, .pieces = {data}});
    return container;
}

Result<OpenContainer> openLuks(BlockDevice &disk, Extent where, ContentKind kind, Keys &keys)
{
    auto volume = LuksVolume::open(disk, where, kind, keys);
    if (volume) {
        const Extent data = (*volume)->data();
        return holding(*std::move(volume), data);
    }
    if (volume.error().code == ErrorCode::Denied)
        return OpenContainer{
            .inside = Inside::Locked, .doubt = {}, .label = {}, .groupUuid = {}, .volumes = {}};
    return std::unexpected(volume.error());
}

Result<OpenContainer> openArray(BlockDevice &disk, Extent where)
{
    TRY(const MdSuper super, readMdSuper(RawView(disk, where)));
    TRY(const Extent data, dataOf(super));
    CHECK(
        admitArray(disk, where, {.arrayUuid = Uuid::draw(), .deviceUuid = Uuid::draw(), .name = super.name}));
    const Extent there{.begin = where.begin + (data.begin - Offset()), .size = data.size};
    return holding(std::make_unique<LinearVolume>(disk, std::vector{there}), there);
}

std::vector<Extent> onDisk(Extent where, const std::vector<LvmPiece> &pieces)
{
    std::vector<Extent> extents;
    extents.reserve(pieces.size());
    for (const LvmPiece &piece : pieces)
        extents.push_back({.begin = where.begin + (piece.begin - Offset()), .size = piece.logical.size});
    return extents;
}

/// Any new names will do to learn whether the group can be given some.
LvmIdentity trialFor(const LvmVolumeGroup &group)
{
    LvmIdentity identity{.pvUuid = lvmIdText(Uuid::draw()),
                         .vgUuid = lvmIdText(Uuid::draw()),
                         .vgName = group.name,
                         .lvs = {}};
    for (const LvmLogicalVolume &volume : group.volumes)
        identity.lvs[volume.uuid] = lvmIdText(Uuid::draw());
    return identity;
}

/// 0 where no disk could hold as much: nothing of it is read.
Bytes sizeOf(const LvmVolumeGroup &group, const LvmLogicalVolume &volume)
{
    constexpr Bytes most{std::int64_t{1} << 60U};
    const auto size = amount(volume.extentCount(), static_cast<std::uint64_t>(group.extentSize.count()));
    return size && *size <= most ? *size : Bytes();
}

Result<OpenContainer> openGroup(BlockDevice &disk, Extent where)
{
    TRY(const LvmPhysicalVolume physical, readLvmPhysicalVolume(RawView(disk, where)));
    if (physical.metadata.empty())
        return fail(ErrorCode::Unsupported, disk.name(), "it says nothing of a volume group");
    TRY(const LvmVolumeGroup group, readLvmVolumeGroup(physical.metadata));
    const LvmMember *const member = group.memberOf(physical.uuid);
    if (member == nullptr)
        return fail(ErrorCode::Corrupt, disk.name(), "its volume group does not know it");
    OpenContainer container{
        .inside = Inside::Known, .doubt = {}, .label = group.name, .groupUuid = group.uuid, .volumes = {}};
    if (group.members.size() > 1) {
        container.inside = Inside::Unreadable;
        container.doubt = "its volume group spans " + std::to_string(group.members.size()) + " devices";
        return container;
    }
    if (const Result<> admitted = admitVolumeGroup(disk, where, trialFor(group)); !admitted) {
        container.inside = Inside::Unreadable;
        container.doubt = unreadable(admitted.error()).doubt;
    }
    for (const LvmLogicalVolume &volume : group.volumes) {
        if (!volume.isVisible())
            continue;
        const auto pieces = segmentsOf(group, volume, *member, where.size);
        OpenVolume opened{.name = volume.name,
                          .uuid = volume.uuid,
                          .size = sizeOf(group, volume),
                          .device = nullptr,
                          .doubt = pieces ? std::string() : pieces.error().detail,
                          .pieces = pieces ? onDisk(where, *pieces) : std::vector<Extent>()};
        if (pieces)
            opened.device = std::make_unique<LinearVolume>(disk, opened.pieces);
        if (!pieces) {
            container.inside = Inside::Unreadable;
            container.doubt = volume.name + ": " + opened.doubt.substr(0, 200);
        }
        container.volumes.push_back(std::move(opened));
    }
    return container;
}

}

Result<OpenContainer> openContainer(BlockDevice &disk, Extent where, ContentKind kind, Keys &keys)
{
    if (isLuks(kind))
        return orUnreadable(openLuks(disk, where, kind, keys));
    if (kind == ContentKind::LvmPv)
        return orUnreadable(openGroup(disk, where));
    if (kind == ContentKind::MdMember)
        return orUnreadable(openArray(disk, where));
    return OpenContainer{};
}

}
