// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/units/extent.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// Where in the table an entry lives. GPT entries are all Primary.
enum class EntryKind : std::uint8_t { Primary, Extended, Logical };

[[nodiscard]] std::string_view entryKindName(EntryKind entry);  ///< "primary", "extended", "logical"
[[nodiscard]] std::optional<EntryKind> entryKindNamed(std::string_view name);

/// Somebody on this machine who holds a partition open.
struct Use
{
    enum class Kind : std::uint8_t { Mounted, Swap, DeviceMapper, Md, Loop, Other };
    Kind kind = Kind::Other;
    std::string what;  ///< the mount point, the dm or md name; for a person to read

    friend bool operator==(const Use &, const Use &) = default;
};

/// One entry of the table on the disk, with what its extent holds.
struct Partition
{
    int number = 0;               ///< as the kernel counts: 1..; logical from 5
    EntryKind entry = EntryKind::Primary;
    Extent extent;                ///< for Extended: the whole container
    std::string type;             ///< GPT type GUID in upper case; MBR code as two lower-case digits "83"
    std::string name;             ///< GPT name as UTF-8; empty on MBR
    std::string guid;             ///< PARTUUID, lower case: GPT GUID, or "1234abcd-05" on MBR
    std::uint64_t attributes = 0; ///< GPT attribute bits; 0 on MBR
    bool isActive = false;        ///< MBR boot flag
    Content content;
    std::vector<Use> uses;        ///< empty: nobody holds it
    std::string mountPoint;       ///< where the root's fstab mounts it; empty when it does not say
    std::string partidsName;      ///< drawn only: its name in config.partids, where nothing else says that
    bool isGrownAtFirstBoot = false;  ///< something in the root resizes it at first boot

    friend bool operator==(const Partition &, const Partition &) = default;
};

}
