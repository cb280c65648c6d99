// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/gpt_switch.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace parterre {

namespace {

constexpr Bytes searchMax{8 << 20};  ///< of blank space is looked through at either end

/// One copy of a GPT, as bytes.
struct GptCopy
{
    GptHeader header;
    TableWrite headerWrite;
    TableWrite arrayWrite;

    [[nodiscard]] Extent array() const
    {
        return {.begin = arrayWrite.at, .size = Bytes(static_cast<std::int64_t>(arrayWrite.bytes.size()))};
    }
};

Result<GptCopy> load(BlockDevice &from, const GptHeader &header, Bytes sectorSize)
{
    const Offset at = Offset() + sectorSize * static_cast<std::int64_t>(header.ownLba);
    const Extent array = header.entries(sectorSize);
    TRY(auto headerBytes, readExtent(from, {.begin = at, .size = sectorSize}));
    TRY(auto arrayBytes, readExtent(from, array));
    return GptCopy{.header = header,
                   .headerWrite = {.at = at, .bytes = std::move(headerBytes)},
                   .arrayWrite = {.at = array.begin, .bytes = std::move(arrayBytes)}};
}

using Batch = std::vector<TableWrite>;

/// A batch of those writes that change something; none where none does.
Result<> addBatch(TableSwitch &to, BlockDevice &disk, Batch writes)
{
    Batch needed;
    for (TableWrite &write : writes) {
        TRY(const auto now,
            readExtent(disk,
                       {.begin = write.at, .size = Bytes(static_cast<std::int64_t>(write.bytes.size()))}));
        if (now != write.bytes)
            needed.push_back(std::move(write));
    }
    if (!needed.empty())
        to.batches.push_back(std::move(needed));
    return {};
}

/// The first run of zeroed sectors in `where` that is as long as `size`.
Result<std::optional<Extent>> findBlank(BlockDevice &disk, Extent where, Bytes size, Bytes sectorSize)
{
    TRY(const auto bytes, readExtent(disk, where));
    const auto sector = static_cast<std::size_t>(sectorSize.count());
    std::size_t run = 0;
    for (std::size_t at = 0; at + sector <= bytes.size(); at += sector) {
        const bool isBlank = std::ranges::all_of(std::span(bytes).subspan(at, sector),
                                                 [](std::byte byte) { return byte == std::byte{}; });
        run = isBlank ? run + sector : 0;
        if (run == static_cast<std::size_t>(size.count()))
            return Extent{.begin = where.begin + Bytes(static_cast<std::int64_t>(at + sector - run)),
                          .size = size};
    }
    return std::nullopt;
}

struct Spare
{
    Extent place;
    bool isBeforePartitions = true;
};

/// A blank place before the first or behind the last partition, so that the usable space which a
/// header must name can end short of it.
Result<std::optional<Spare>> findSpare(BlockDevice &disk, const std::vector<Extent> &taken,
                                       const std::vector<Extent> &arrays, Bytes size, Bytes sectorSize)
{
    const Offset middle = Offset() + Bytes(disk.size().count() / 2);
    Offset headBegin = Offset() + sectorSize * 2;
    Offset tailEnd = Offset() + sectorSize * (disk.size() / sectorSize - 1);
    for (const Extent &array : arrays) {
        if (array.begin < middle)
            headBegin = std::max(headBegin, array.end());
        else
            tailEnd = std::min(tailEnd, array.begin);
    }
    Offset headEnd = tailEnd;
    Offset tailBegin = headBegin;
    for (const Extent &extent : taken) {
        headEnd = std::min(headEnd, extent.begin);
        tailBegin = std::max(tailBegin, extent.end());
    }
    if (headBegin < headEnd) {
        const Extent head = extentBetween(headBegin, std::min(headEnd, headBegin + searchMax));
        TRY(const auto place, findBlank(disk, head, size, sectorSize));
        if (place)
            return Spare{.place = *place, .isBeforePartitions = true};
    }
    if (tailBegin < tailEnd) {
        const Extent tail =
            extentBetween(tailEnd - tailBegin > searchMax ? tailEnd - searchMax : tailBegin, tailEnd);
        TRY(const auto place, findBlank(disk, tail, size, sectorSize));
        if (place)
            return Spare{.place = *place, .isBeforePartitions = false};
    }
    return std::nullopt;
}

/// The primary header with its array in the spare place and its usable space short of that.
TableWrite transitionalHeader(const GptCopy &primary, const Spare &spare)
{
    const auto sectorSize = static_cast<std::int64_t>(primary.headerWrite.bytes.size());
    GptHeader header = primary.header;
    const auto begin = static_cast<std::uint64_t>(spare.place.begin.bytes() / sectorSize);
    const auto end = static_cast<std::uint64_t>(spare.place.end().bytes() / sectorSize);
    header.entriesLba = begin;
    if (spare.isBeforePartitions)
        header.firstUsable = std::max(header.firstUsable, end);
    else
        header.lastUsable = std::min(header.lastUsable, begin - 1);
    TableWrite write = primary.headerWrite;
    repointGptHeader(write.bytes, header);
    return write;
}

void addSpareBatches(TableSwitch &to, const GptCopy &primary, Batch backup, const Spare &spare)
{
    Batch first = std::move(backup);
    first.push_back({.at = spare.place.begin, .bytes = primary.arrayWrite.bytes});
    to.batches.push_back(std::move(first));
    to.batches.push_back({transitionalHeader(primary, spare)});
    to.batches.push_back({primary.arrayWrite});
    to.batches.push_back({primary.headerWrite});
    to.batches.push_back(
        {{.at = spare.place.begin,
          .bytes = std::vector<std::byte>(static_cast<std::size_t>(spare.place.size.count()))}});
}

/// The primary copy is bad, so that everybody who sees a table sees the backup: it comes last.
Result<TableSwitch> repairPrimary(BlockDevice &disk, const GptCopy &primary, const GptCopy &backup)
{
    TableSwitch result{.batches = {}, .isAtomic = true, .note = "the damaged primary GPT is made anew"};
    CHECK(addBatch(result, disk, {primary.arrayWrite}));
    CHECK(addBatch(result, disk, {primary.headerWrite}));
    CHECK(addBatch(result, disk, {backup.arrayWrite, backup.headerWrite}));
    return result;
}

Result<TableSwitch> replacePrimary(BlockDevice &disk, const GptCopy &primary, const GptCopy &backup,
                                   Extent oldArray, const std::optional<Spare> &spare)
{
    TableSwitch result{.batches = {}, .isAtomic = true, .note = {}};
    TRY(const auto arrayNow, readExtent(disk, primary.array()));
    const bool isArrayChanged = arrayNow != primary.arrayWrite.bytes;
    if (isArrayChanged && primary.array().overlaps(oldArray)) {
        if (spare) {
            addSpareBatches(result, primary, {backup.arrayWrite, backup.headerWrite}, *spare);
            return result;
        }
        result.isAtomic = false;
        result.note =
            "no blank room for a second entry array: while the table is written only the backup GPT is whole";
        CHECK(addBatch(result, disk, {backup.arrayWrite, backup.headerWrite}));
        CHECK(addBatch(result, disk, {primary.arrayWrite}));
    } else {
        CHECK(addBatch(result, disk, {backup.arrayWrite, backup.headerWrite, primary.arrayWrite}));
    }
    CHECK(addBatch(result, disk, {primary.headerWrite}));
    return result;
}

}

Result<TableSwitch> switchGpt(BlockDevice &disk, BlockDevice &rewritten, const TableSurvey &old,
                              Bytes sectorSize, const std::vector<Extent> &taken)
{
    TRY(const GptSurvey made, surveyGpt(rewritten, sectorSize));
    if (!made.primary || !made.isBackupAtEnd)
        return fail(ErrorCode::Mismatch, disk.name(), "libfdisk made a GPT of which a copy is bad");
    TRY(const GptCopy primary, load(rewritten, *made.primary, sectorSize));
    TRY(const GptCopy backup, load(rewritten, *made.backup, sectorSize));
    if (!old.gpt.primary)
        return repairPrimary(disk, primary, backup);
    std::vector<Extent> arrays = old.gpt.arrays;
    std::ranges::copy(made.arrays, std::back_inserter(arrays));
    TRY(const auto spare, findSpare(disk, taken, arrays, primary.array().size, sectorSize));
    return replacePrimary(disk, primary, backup, old.gpt.primary->entries(sectorSize), spare);
}

}
