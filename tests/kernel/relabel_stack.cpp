// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// relabel_stack lvm FILE NAME: gives the volume group on FILE this name and new UUIDs, and prints each
// volume's: "NAME FORMER NEW", and where its pieces lie, "NAME: BEGIN SIZE, ..." in bytes. relabel_stack md
// FILE ARRAY DEVICE NAME: the same of a member of an array; prints "UUID UUID_SUB BEGIN SIZE" as they are
// then, BEGIN and SIZE of its data.

#include "helper/block/file_device.h"
#include "helper/lvm/lvm_relabel.h"
#include "helper/lvm/physical_volume.h"
#include "helper/lvm/volume_group.h"
#include "helper/md/md_relabel.h"
#include "helper/md/md_super.h"

#include <cstdio>
#include <string>
#include <string_view>

using namespace parterre;

namespace {

/// The same with each character the next one.
std::string successor(std::string uuid)
{
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (char &c : uuid) {
        if (const std::size_t at = alphabet.find(c); at != std::string_view::npos)
            c = alphabet[(at + 1) % alphabet.size()];
    }
    return uuid;
}

Extent wholeOf(const BlockDevice &disk)
{
    return {.begin = {}, .size = disk.size()};
}

Result<LvmVolumeGroup> groupOf(BlockDevice &disk)
{
    TRY(const LvmPhysicalVolume volume, readLvmPhysicalVolume(RawView(disk, wholeOf(disk))));
    return readLvmVolumeGroup(volume.metadata);
}

Result<> relabelLvm(BlockDevice &disk, const std::string &name)
{
    TRY(const LvmVolumeGroup group, groupOf(disk));
    LvmIdentity identity{.pvUuid = successor(group.members.at(0).uuid),
                         .vgUuid = successor(group.uuid),
                         .vgName = name,
                         .lvs = {}};
    for (const LvmLogicalVolume &volume : group.volumes) {
        identity.lvs.emplace(volume.uuid, successor(volume.uuid));
        std::printf("%s %s %s\n", volume.name.c_str(), volume.uuid.c_str(), successor(volume.uuid).c_str());
    }
    CHECK(relabelVolumeGroup(disk, wholeOf(disk), identity));
    CHECK(relabelVolumeGroup(disk, wholeOf(disk), identity));
    TRY(const LvmVolumeGroup after, groupOf(disk));
    for (const LvmLogicalVolume &volume : after.volumes) {
        std::printf("%s:", volume.name.c_str());
        const auto pieces = segmentsOf(after, volume, after.members.at(0), disk.size());
        if (!pieces)
            std::printf(" %s", pieces.error().detail.c_str());
        for (const LvmPiece &piece : pieces.value_or(std::vector<LvmPiece>{}))
            std::printf(" %lld %lld,", static_cast<long long>(piece.begin.bytes()),
                        static_cast<long long>(piece.logical.size.count()));
        std::printf("\n");
    }
    return {};
}

Result<> relabelMd(BlockDevice &disk, char **words)
{
    const auto array = Uuid::parse(words[0]);
    const auto device = Uuid::parse(words[1]);
    if (!array || !device)
        return fail(ErrorCode::Invalid, {}, "a UUID");
    const MdIdentity identity{.arrayUuid = *array, .deviceUuid = *device, .name = words[2]};
    CHECK(relabelArray(disk, wholeOf(disk), identity));
    CHECK(relabelArray(disk, wholeOf(disk), identity));
    TRY(const MdSuper super, readMdSuper(RawView(disk, wholeOf(disk))));
    TRY(const Extent data, dataOf(super));
    std::printf("%s %s %lld %lld\n", super.arrayUuid.toString().c_str(), super.deviceUuid.toString().c_str(),
                static_cast<long long>(data.begin.bytes()), static_cast<long long>(data.size.count()));
    return {};
}

}

int main(int argc, char **argv)
{
    const std::string_view kind = argc > 1 ? argv[1] : "";
    if (!(kind == "lvm" && argc == 4) && !(kind == "md" && argc == 6)) {
        std::fprintf(stderr, "usage: relabel_stack lvm FILE NAME | md FILE ARRAY DEVICE NAME\n");
        return 2;
    }
    const auto disk = FileDevice::open(argv[2], FileDevice::Access::Exclusive);
    const Result<> done = !disk ? Result<>(std::unexpected(disk.error()))
        : kind == "lvm"         ? relabelLvm(**disk, argv[3])
                                : relabelMd(**disk, argv + 3);
    if (done)
        return 0;
    std::fprintf(stderr, "%s: %s\n", done.error().subject.c_str(), done.error().detail.c_str());
    return 1;
}
