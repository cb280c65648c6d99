// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/table.h"
#include "helper/block/topology.h"
#include "helper/table/disk_copy.h"
#include "helper/table/ebr_chain.h"
#include "helper/table/gpt_survey.h"
#include "helper/table/mbr_sector.h"

#include <optional>
#include <vector>

namespace parterre {

/// What this project sees of a table with its own eyes: where its sectors are and whether they are
/// whole. The entries of a GPT and foreign labels are libfdisk's to read.
struct TableSurvey
{
    std::vector<std::byte> firstSector;
    std::optional<MbrEntries> mbr;    ///< absent where the first sector is no MBR
    bool isProtective = false;        ///< the MBR says that there is a GPT
    GptSurvey gpt;
    std::optional<Extent> container;  ///< the extended partition of an MBR without GPT
    std::vector<EbrLink> chain;

    [[nodiscard]] bool isGpt() const { return isProtective && gpt.believed().has_value(); }
};

/// Corrupt where an MBR promises a GPT and there is none, or the chain of logical partitions is bad.
[[nodiscard]] Result<TableSurvey> surveyTable(BlockDevice &disk, const Topology &topology);

/// All sectors that libfdisk needs to see of the disk.
[[nodiscard]] std::vector<Extent> sectorsOf(const TableSurvey &survey, const BlockDevice &disk,
                                            Bytes sectorSize);

/// All sectors that the table lives in.
[[nodiscard]] std::vector<Extent> metadataOf(const TableSurvey &survey, const BlockDevice &disk,
                                             Bytes sectorSize);

/// Takes out of `copy` what we do not believe, so that libfdisk does not either: a bad primary GPT.
[[nodiscard]] Result<> hideDamage(const TableSurvey &survey, Bytes sectorSize, DiskCopy &copy);

}
