// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parterre {

enum class TableKind : std::uint8_t {
    None,  ///< no partition table at all
    Gpt,
    Mbr,
    Sun,   ///< Sun, SGI, BSD and DASD labels are shown and never changed
    Sgi,
    Bsd,
    Dasd,
};

/// The word in JSON: "gpt", "mbr", "none", "sun", "sgi", "bsd", "dasd".
[[nodiscard]] std::string_view tableKindName(TableKind kind);
[[nodiscard]] std::optional<TableKind> tableKindNamed(std::string_view name);
/// Entries in the MBR itself: primary partitions and the extended one.
inline constexpr int mbrPrimaries = 4;
/// Only GPT and MBR tables are ever written.
[[nodiscard]] bool isWritable(TableKind kind);

/// A partition table as a whole: what it is, and what its limits are on this very disk.
struct Table
{
    TableKind kind = TableKind::None;
    Bytes sectorSize{512};     ///< logical sector of the device; the table counts in these
    int entriesMax = 0;        ///< GPT: as read from the header; MBR: 4 primary entries
    Extent usable;             ///< where partitions may lie (GPT first/last usable; MBR: sector 1 on)
    Bytes grain{1048576};      ///< where new partitions start: a multiple of the optimal I/O size
    Bytes alignmentPhase;      ///< the device's alignment offset: starts are phase + n * grain
    std::string id;            ///< GPT disk GUID in upper case; MBR signature as "0x1234abcd"
    bool isHybrid = false;     ///< GPT beside an MBR that lists partitions of its own
    bool isPrimaryDamaged = false;  ///< GPT: the first header or array is bad, the backup was read
    bool isBackupDamaged = false;   ///< GPT: the backup header or array is bad or misplaced

    friend bool operator==(const Table &, const Table &) = default;
};

/// Whether there is a table, and neither of its copies is damaged.
[[nodiscard]] bool isSound(const Table &table);

}
