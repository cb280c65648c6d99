// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/model/table.h"
#include "core/units/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Descriptions of disks for KIWI NG (schema 7.4 to 8.5, of KIWI 10.3): what they say, the disk that KIWI
/// makes of them, and the way back. Sizes are whole MiB unless said otherwise.
namespace parterre::kiwi {

/// A <partition> of <partitions>.
struct CustomPartition
{
    std::string name;       ///< in config.partids, and beside "p.lx" in the table
    Bytes size;
    std::string entryName;  ///< "partition_name": the name in the table; empty: "p.lx" and `name`
    bool isRaid = false;    ///< "partition_type" t.raid
    std::string mountPoint;
    ContentKind content = ContentKind::Unformatted;
    std::string label;      ///< empty: the name in capitals
    int clones = 0;
    std::optional<int> number;  ///< "part_id"
    int line = 0;           ///< of the file, from 1; 0: no file

    friend bool operator==(const CustomPartition &, const CustomPartition &) = default;
};

/// The <size> of a type.
struct DiskSize
{
    Bytes size;
    Bytes unpartitioned;  ///< behind all partitions, and counted in `size`
    bool isAdditive = false;  ///< on top of what KIWI works out

    friend bool operator==(const DiskSize &, const DiskSize &) = default;
};

/// What holds the volumes of <systemdisk>.
enum class Volumes : std::uint8_t { None, Lvm, Btrfs };

struct Overlay
{
    std::optional<Bytes> size;  ///< of the read-only root; absent: that of its file system and 10 MiB
    ContentKind content = ContentKind::Squashfs;
    bool hasWritePartition = true;

    friend bool operator==(const Overlay &, const Overlay &) = default;
};

struct Spare
{
    std::optional<Bytes> size;
    bool isLast = false;  ///< behind the root, and all that is left
    std::string mountPoint;
    ContentKind content = ContentKind::Unformatted;

    friend bool operator==(const Spare &, const Spare &) = default;
};

/// The numbers that partitions of KIWI's own are given.
struct PartitionNumbers
{
    std::optional<int> csm;
    std::optional<int> efi;
    std::optional<int> boot;
    std::optional<int> root;

    friend bool operator==(const PartitionNumbers &, const PartitionNumbers &) = default;
};

/// One <type image="oem"> with all that decides about its disk.
struct Description
{
    std::string architecture = "x86_64";
    std::string firmware;                ///< empty: the usual one of the architecture
    std::optional<TableKind> efiTable;   ///< "efiparttable"
    bool hasCsm = true;                  ///< "eficsm"
    std::string targetType;              ///< of the <bootloader>: "CDL"
    bool isExtendedLayout = false;       ///< "dosparttable_extended_layout"
    bool isMbrForced = false;
    bool isHybrid = false;
    Bytes sectorSize{512};
    std::int64_t startSector = 2048;

    std::optional<DiskSize> size;
    ContentKind filesystem = ContentKind::Ext4;
    std::string rootLabel = "ROOT";
    int rootClones = 0;
    bool isRaid = false;
    bool hasIntegrity = false;
    std::optional<ContentKind> luks;
    Volumes volumes = Volumes::None;
    std::optional<Overlay> overlay;

    std::optional<bool> hasBoot;         ///< absent: KIWI decides
    std::optional<Bytes> bootSize;
    std::optional<ContentKind> bootContent;
    int bootClones = 0;
    std::optional<Bytes> efiSize;
    std::optional<Bytes> swapSize;       ///< absent: no swap
    std::optional<Spare> spare;
    std::optional<Bytes> systemSize;     ///< "oem-systemsize"
    bool isResized = true;               ///< "oem-resize": the last partition grows at first boot
    PartitionNumbers numbers;
    std::vector<CustomPartition> partitions;
    int line = 0;                        ///< of the <type>, from 1; 0: no file

    friend bool operator==(const Description &, const Description &) = default;
};

/// What is known besides a description, and decides about sizes.
struct Given
{
    std::optional<Bytes> diskSize;      ///< instead of what <size> says
    std::optional<Bytes> rootSize;      ///< one root with its file system's overhead, as KIWI's log has it
    std::optional<Bytes> squashfsSize;  ///< of the file that a read-only root is made of; any number of bytes
};

}
