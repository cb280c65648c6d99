// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parterre::script {

/// A number as a script has it.
struct SfdiskAmount
{
    std::int64_t count = 0;
    bool isBytes = false;  ///< it had a suffix, like 1MiB, and is whole sectors; else counts these

    friend bool operator==(const SfdiskAmount &, const SfdiskAmount &) = default;
};

/// One partition of a script.
struct SfdiskEntry
{
    std::optional<int> number;          ///< absent: the next one
    std::optional<SfdiskAmount> start;  ///< absent: where sfdisk puts it
    std::optional<SfdiskAmount> size;   ///< absent: as much as there is
    std::string type;                   ///< as in Partition::type
    std::string uuid;                   ///< lower case; GPT only
    std::string name;                   ///< UTF-8; GPT only
    std::uint64_t attributes = 0;       ///< GPT only
    bool isBootable = false;
    int line = 0;                       ///< of the file, from 1; 0: no file

    friend bool operator==(const SfdiskEntry &, const SfdiskEntry &) = default;
};

/// A script for sfdisk(8) of util-linux 2.41, such as `sfdisk --dump` prints. What is absent is sfdisk's to
/// choose.
struct SfdiskDump
{
    std::optional<TableKind> label;  ///< GPT or MBR; absent: MBR
    std::string labelId;             ///< as Table::id; empty: none is given
    Bytes sectorSize{512};
    Bytes grain{1048576};
    std::optional<std::int64_t> firstLba;  ///< GPT: the first sector for partitions
    std::optional<std::int64_t> lastLba;   ///< GPT: the last one, itself usable
    std::optional<int> tableLength;        ///< GPT: absent: 128 entries
    std::vector<SfdiskEntry> entries;      ///< in the order of the file

    friend bool operator==(const SfdiskDump &, const SfdiskDump &) = default;
};

/// The most sectors and bytes that a script may speak of: no disk is larger than 8 PiB.
inline constexpr std::int64_t sfdiskAmountMax = std::int64_t{1} << 53;
/// The largest grain that is taken.
inline constexpr Bytes sfdiskGrainMax{std::int64_t{1} << 40};
/// The most entries of a GPT that are taken.
inline constexpr int sfdiskEntriesMax = 1024;

}
