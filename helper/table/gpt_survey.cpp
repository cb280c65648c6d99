// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/gpt_survey.h"

#include <span>

namespace parterre {

namespace {

/// The copy whose header is in sector `lba`, if header and array are whole.
Result<std::optional<GptHeader>> readCopy(BlockDevice &disk, Bytes sectorSize, std::uint64_t lba)
{
    const auto sectors = static_cast<std::uint64_t>(disk.size() / sectorSize);
    if (lba == 0 || lba >= sectors)
        return std::nullopt;
    TRY(const auto sector,
        readExtent(disk,
                   {.begin = Offset() + sectorSize * static_cast<std::int64_t>(lba), .size = sectorSize}));
    const auto header = decodeGptHeader(sector, lba, sectors);
    if (!header)
        return std::nullopt;
    TRY(const auto array, readExtent(disk, header->entries(sectorSize)));
    if (crc32(std::span(array).first(header->entriesSize())) != header->entriesCrc)
        return std::nullopt;
    return header;
}

}

Result<std::vector<std::byte>> readExtent(BlockDevice &disk, Extent extent)
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(extent.size.count()));
    CHECK(disk.read(extent.begin, bytes));
    return bytes;
}

Result<GptSurvey> surveyGpt(BlockDevice &disk, Bytes sectorSize)
{
    GptSurvey survey;
    const std::int64_t sectors = disk.size() / sectorSize;
    if (sectors < 3)
        return survey;
    const auto last = static_cast<std::uint64_t>(sectors - 1);
    TRY(survey.primary, readCopy(disk, sectorSize, 1));
    TRY(survey.backup, readCopy(disk, sectorSize, last));
    survey.isBackupAtEnd = survey.backup.has_value();
    if (!survey.backup && survey.primary && survey.primary->otherLba != last
        && survey.primary->otherLba != 1) {
        TRY(survey.backup, readCopy(disk, sectorSize, survey.primary->otherLba));
    }
    for (const auto &copy : {survey.primary, survey.backup}) {
        if (copy)
            survey.arrays.push_back(copy->entries(sectorSize));
    }
    return survey;
}

}
