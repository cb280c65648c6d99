// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/inventory.h"
#include "core/units/uuid.h"

namespace parterre::sample {

/// The appliance disk of the demo: BIOS boot, ESP, boot (ext4), home (ext4), root (xfs), free space.
inline Inventory applianceDisk()
{
    using namespace literals;
    Inventory disk;
    disk.target = {.kind = Target::Kind::ImageFile,
                   .path = "/srv/images/appliance.img",
                   .model = {},
                   .serial = {},
                   .size = 32_GiB};
    disk.table = {.kind = TableKind::Gpt,
                  .entriesMax = 128,
                  .usable = extentBetween(Offset(34 * 512), Offset() + (32_GiB - Bytes(33 * 512))),
                  .id = "6F1B7C52-6F6E-4C39-9D49-5B2B4F6B0A01"};
    Offset at(1048576);
    const auto add = [&](Partition partition) {
        partition.number = static_cast<int>(disk.partitions.size()) + 1;
        partition.extent.begin = at;
        partition.guid = "0000000" + std::to_string(partition.number) + "-9a4e-4e0c-8d0f-3a5be0d1c77e";
        at = at + partition.extent.size;
        disk.partitions.push_back(partition);
    };
    const auto size = [](Bytes bytes) { return Extent{.begin = {}, .size = bytes}; };
    const std::string linuxType = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    add({.extent = size(2_MiB),
         .type = "21686148-6449-6E6F-744E-656564454649",
         .name = "p.legacy",
         .content = {.kind = ContentKind::Unformatted}});
    add({.extent = size(128_MiB),
         .type = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
         .name = "p.UEFI",
         .content = {.kind = ContentKind::Fat32, .uuid = "7F44-91D0", .label = "EFI", .used = 20_MiB},
         .mountPoint = "/boot/efi"});
    add({.extent = size(512_MiB),
         .type = linuxType,
         .name = "p.lxboot",
         .content = {.kind = ContentKind::Ext4,
                     .uuid = "7f44a1f2-53b5-4be8-9a0f-1f2e3d4c91d0",
                     .label = "BOOT",
                     .used = 230_MiB},
         .mountPoint = "/boot"});
    add({.extent = size(3_GiB),
         .type = linuxType,
         .name = "p.lxhome",
         .content = {.kind = ContentKind::Ext4,
                     .uuid = "1d20b6f4-7b1a-4a4c-a1c9-0d5c8ab177fe",
                     .label = "HOME",
                     .used = 922_MiB},
         .mountPoint = "/home"});
    add({.extent = size(8_GiB),
         .type = linuxType,
         .name = "p.lxroot",
         .content = {.kind = ContentKind::Xfs,
                     .uuid = "99ab3c61-2d7e-4f5a-b5d8-64e1c2f010cd",
                     .label = "ROOT",
                     .used = 4500_MiB,
                     .osMarks = "fstab"},
         .mountPoint = "/"});
    disk.capabilities.renewable = allContentKinds();
    disk.capabilities.shrinkable = allContentKinds();
    disk.capabilities.growable = allContentKinds();
    disk.capabilities.partidsWritable = {ContentKind::Ext4, ContentKind::Xfs};
    disk.fingerprint = "f00d";
    return disk;
}

/// A disk of the machine with a serial number, to be asked for.
inline Inventory usbDisk()
{
    Inventory disk = applianceDisk();
    disk.target.kind = Target::Kind::BlockDevice;
    disk.target.path = "/dev/sdb";
    disk.target.model = "SanDisk Ultra";
    disk.target.serial = "4C530001230516";
    disk.target.isRemovable = true;
    return disk;
}

/// Identifiers that are the same in every run.
inline UuidSource countedUuids()
{
    return [n = 0]() mutable {
        ++n;
        Uuid uuid;
        for (std::size_t i = 0; i < uuid.bytes.size(); ++i)
            uuid.bytes[i] = static_cast<std::uint8_t>(n * 37 + static_cast<int>(i) * 91);
        return uuid;
    };
}

}
