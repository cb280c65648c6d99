// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_survey.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr Bytes edge{1 << 20};  ///< of head and tail; every label that libfdisk knows lies there

Result<> surveyMbr(BlockDevice &disk, Bytes sectorSize, TableSurvey &survey)
{
    for (const MbrEntry &entry : *survey.mbr) {
        if (!entry.isUsed() || !entry.isExtended())
            continue;
        if (survey.container)
            return fail(ErrorCode::Corrupt, disk.name(), "two extended partitions");
        survey.container =
            Extent{.begin = Offset() + sectorSize * entry.start, .size = sectorSize * entry.count};
    }
    if (survey.container) {
        TRY(survey.chain, readEbrChain(disk, *survey.container, sectorSize));
    }
    return {};
}

void addGptSectors(const TableSurvey &survey, const BlockDevice &disk, Bytes sectorSize,
                   std::vector<Extent> &to)
{
    const std::int64_t last = disk.size() / sectorSize - 1;
    to.push_back({.begin = Offset() + sectorSize, .size = sectorSize});
    to.push_back({.begin = Offset() + sectorSize * last, .size = sectorSize});
    if (survey.gpt.backup && !survey.gpt.isBackupAtEnd)
        to.push_back({.begin = Offset() + sectorSize * static_cast<std::int64_t>(survey.gpt.backup->ownLba),
                      .size = sectorSize});
    std::ranges::copy(survey.gpt.arrays, std::back_inserter(to));
}

}

Result<TableSurvey> surveyTable(BlockDevice &disk, const Topology &topology)
{
    const Bytes sectorSize = topology.sectorSize;
    TableSurvey survey;
    if (disk.size() < sectorSize)
        return survey;
    TRY(survey.firstSector, readExtent(disk, {.begin = Offset(), .size = sectorSize}));
    survey.mbr = decodeMbr(survey.firstSector);
    if (!survey.mbr)
        return survey;
    if (std::ranges::none_of(*survey.mbr, &MbrEntry::isUsed) && isFileSystemBootSector(survey.firstSector)) {
        survey.mbr.reset();
        return survey;
    }
    survey.isProtective = std::ranges::contains(*survey.mbr, MbrEntry::protectiveType, &MbrEntry::type);
    if (!survey.isProtective) {
        CHECK(surveyMbr(disk, sectorSize, survey));
        return survey;
    }
    TRY(survey.gpt, surveyGpt(disk, sectorSize));
    if (!survey.gpt.believed())
        return fail(ErrorCode::Corrupt, disk.name(), "a protective MBR, but neither GPT header is whole");
    return survey;
}

std::vector<Extent> sectorsOf(const TableSurvey &survey, const BlockDevice &disk, Bytes sectorSize)
{
    const Bytes all = disk.size();
    std::vector<Extent> sectors{{.begin = Offset(), .size = std::min(edge, all)}};
    if (all > edge)
        sectors.push_back(extentBetween(Offset() + (all - std::min(edge, all - edge)), Offset() + all));
    std::ranges::copy(metadataOf(survey, disk, sectorSize), std::back_inserter(sectors));
    return sectors;
}

std::vector<Extent> metadataOf(const TableSurvey &survey, const BlockDevice &disk, Bytes sectorSize)
{
    std::vector<Extent> sectors;
    if (!survey.mbr)
        return sectors;
    sectors.push_back({.begin = Offset(), .size = sectorSize});
    for (const EbrLink &link : survey.chain)
        sectors.push_back({.begin = link.at, .size = sectorSize});
    if (survey.isGpt())
        addGptSectors(survey, disk, sectorSize, sectors);
    std::ranges::sort(sectors, {}, &Extent::begin);
    return sectors;
}

Result<> hideDamage(const TableSurvey &survey, Bytes sectorSize, DiskCopy &copy)
{
    if (!survey.isGpt() || survey.gpt.primary)
        return {};
    const std::vector<std::byte> nothing(static_cast<std::size_t>(sectorSize.count()));
    return copy.write(Offset() + sectorSize, nothing);
}

}
