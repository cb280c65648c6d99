// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/disk_copy.h"
#include "helper/table/fdisk_session.h"
#include "helper/table/table_codec.h"
#include "helper/table/table_survey.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace parterre {

namespace {

constexpr Bytes usualGrain{1 << 20};
constexpr Bytes grainMax{64 << 20};

/// Partitions start at whole MiB, and at whole optimal transfers where those make sense; some
/// USB bridges name sizes that do not.
Bytes grainOf(const Topology &topology)
{
    const std::int64_t optimal = topology.optimalIo.count();
    if (optimal == 0 || optimal % topology.physicalSectorSize.count() != 0 || optimal > grainMax.count())
        return std::max(usualGrain, topology.physicalSectorSize);
    const std::int64_t common = std::lcm(optimal, usualGrain.count());
    return Bytes(common > grainMax.count() ? usualGrain.count() : common);
}

TableKind kindOf(fdisk_context *context, const TableSurvey &survey)
{
    if (fdisk_has_label(context) == 0)
        return TableKind::None;
    constexpr std::array<std::pair<fdisk_labeltype, TableKind>, 5> kinds{{
        {FDISK_DISKLABEL_GPT, TableKind::Gpt},
        {FDISK_DISKLABEL_DOS, TableKind::Mbr},
        {FDISK_DISKLABEL_SUN, TableKind::Sun},
        {FDISK_DISKLABEL_SGI, TableKind::Sgi},
        {FDISK_DISKLABEL_BSD, TableKind::Bsd},
    }};
    const auto *found = std::ranges::find_if(
        kinds, [&](const auto &kind) { return fdisk_is_labeltype(context, kind.first) != 0; });
    if (found == kinds.end() || (found->second == TableKind::Mbr && !survey.mbr))
        return TableKind::None;
    return found->second;
}

void fillGpt(const TableSurvey &survey, Bytes sectorSize, Table &table)
{
    const GptHeader &header = *survey.gpt.believed();
    const auto at = [&](std::uint64_t lba) { return Offset() + sectorSize * static_cast<std::int64_t>(lba); };
    table.entriesMax = static_cast<int>(header.entryCount);
    table.usable = extentBetween(at(header.firstUsable), at(header.lastUsable + 1));
    table.id = header.diskGuid.toUpper();
    table.isHybrid = std::ranges::any_of(*survey.mbr, [](const MbrEntry &entry) {
        return entry.isUsed() && entry.type != MbrEntry::protectiveType;
    });
    table.isPrimaryDamaged = !survey.gpt.primary;
    table.isBackupDamaged = !survey.gpt.isBackupAtEnd;
}

void fillMbr(const TableSurvey &survey, Bytes diskSize, Table &table)
{
    const std::int64_t sectors = std::min(diskSize / table.sectorSize, std::int64_t{1} << 32);
    table.entriesMax = 4;
    table.usable = extentBetween(Offset() + table.sectorSize, Offset() + table.sectorSize * sectors);
    std::array<char, 16> id{};
    (void)std::snprintf(id.data(), id.size(), "0x%08x", mbrSignature(survey.firstSector));
    table.id = id.data();
}

Table describeTable(fdisk_context *context, const TableSurvey &survey, const BlockDevice &disk,
                    const Topology &topology)
{
    Table table{.kind = kindOf(context, survey),
                .sectorSize = topology.sectorSize,
                .usable = {},
                .grain = grainOf(topology),
                .alignmentPhase = topology.alignmentOffset};
    if (table.kind == TableKind::Gpt) {
        fillGpt(survey, topology.sectorSize, table);
    } else if (table.kind == TableKind::Mbr) {
        fillMbr(survey, disk.size(), table);
    } else if (table.kind != TableKind::None) {
        table.entriesMax = static_cast<int>(fdisk_get_npartitions(context));
        table.usable = {.begin = Offset(), .size = disk.size()};
    }
    return table;
}

std::string text(const char *words)
{
    return words == nullptr ? std::string() : std::string(words);
}

std::string typeOf(fdisk_parttype *type, TableKind kind)
{
    if (kind == TableKind::Gpt)
        return text(fdisk_parttype_get_string(type));
    std::array<char, 16> code{};
    (void)std::snprintf(code.data(), code.size(), "%02x", fdisk_parttype_get_code(type));
    return code.data();
}

std::string guidOf(fdisk_partition *entry, const Table &table, int number)
{
    if (table.kind == TableKind::Gpt) {
        const auto uuid = Uuid::parse(text(fdisk_partition_get_uuid(entry)));
        return uuid ? uuid->toString() : std::string();
    }
    if (table.kind != TableKind::Mbr || table.id == "0x00000000")
        return {};
    std::array<char, 16> suffix{};
    (void)std::snprintf(suffix.data(), suffix.size(), "-%02x", static_cast<unsigned int>(number));
    return table.id.substr(2) + suffix.data();
}

/// Sectors to bytes, with the bounds that keep the arithmetic whole.
Result<Extent> extentOf(fdisk_partition *entry, const BlockDevice &disk, Bytes sectorSize)
{
    const auto sectors = static_cast<std::uint64_t>(disk.size() / sectorSize);
    const std::uint64_t start = fdisk_partition_get_start(entry);
    const std::uint64_t count = fdisk_partition_get_size(entry);
    if (fdisk_partition_has_start(entry) == 0 || fdisk_partition_has_size(entry) == 0 || count == 0
        || start >= sectors || count > sectors - start)
        return fail(ErrorCode::Corrupt, disk.name(),
                    "partition " + std::to_string(fdisk_partition_get_partno(entry) + 1)
                        + " reaches past the disk");
    return Extent{.begin = Offset() + sectorSize * static_cast<std::int64_t>(start),
                  .size = sectorSize * static_cast<std::int64_t>(count)};
}

Result<Partition> describe(fdisk_context *context, fdisk_partition *entry, const BlockDevice &disk,
                           const Table &table)
{
    const std::size_t index = fdisk_partition_get_partno(entry);
    Partition partition{.number = static_cast<int>(index) + 1, .content = {}};
    TRY(partition.extent, extentOf(entry, disk, table.sectorSize));
    partition.type = typeOf(fdisk_partition_get_type(entry), table.kind);
    partition.guid = guidOf(entry, table, partition.number);
    if (table.kind == TableKind::Gpt) {
        partition.name = text(fdisk_partition_get_name(entry));
        if (const int status = fdisk_gpt_get_partition_attrs(context, index, &partition.attributes);
            status != 0)
            return failErrno(disk.name(), -status, "attributes");
    }
    if (table.kind == TableKind::Mbr) {
        partition.isActive = fdisk_partition_is_bootable(entry) != 0;
        if (fdisk_partition_is_container(entry) != 0)
            partition.entry = EntryKind::Extended;
        else if (partition.number > 4)
            partition.entry = EntryKind::Logical;
    }
    return partition;
}

Result<std::vector<Partition>> listPartitions(const FdiskSession &session, const BlockDevice &disk,
                                              const Table &table)
{
    std::vector<Partition> partitions;
    if (table.kind == TableKind::None)
        return partitions;
    fdisk_table *raw = nullptr;
    const int status = fdisk_get_partitions(session.context(), &raw);
    const FdiskTable entries(raw);
    if (status != 0)
        return session.failed(ErrorCode::Corrupt, status, "list");
    const FdiskIterator iterator(fdisk_new_iter(FDISK_ITER_FORWARD));
    for (fdisk_partition *entry = nullptr;
         fdisk_table_next_partition(entries.get(), iterator.get(), &entry) == 0;) {
        // Sun and BSD have an entry that stands for the whole disk.
        if (fdisk_partition_is_used(entry) == 0 || fdisk_partition_is_wholedisk(entry) != 0)
            continue;
        TRY(auto partition, describe(session.context(), entry, disk, table));
        partitions.push_back(std::move(partition));
    }
    std::ranges::sort(partitions, {}, &Partition::number);
    return partitions;
}

Result<> checkOverlaps(const TableReading &reading, const BlockDevice &disk)
{
    for (auto one = reading.partitions.begin(); one != reading.partitions.end(); ++one) {
        const auto clashes = [&](const Partition &other) {
            const bool isNested = (one->entry == EntryKind::Extended && other.entry == EntryKind::Logical)
                || (one->entry == EntryKind::Logical && other.entry == EntryKind::Extended);
            return !isNested && other.extent.overlaps(one->extent);
        };
        if (const auto other = std::find_if(one + 1, reading.partitions.end(), clashes);
            other != reading.partitions.end())
            return fail(ErrorCode::Corrupt, disk.name(),
                        "partitions " + std::to_string(one->number) + " and " + std::to_string(other->number)
                            + " overlap");
        const auto isInIt = [&](Extent sector) { return sector.overlaps(one->extent); };
        if (reading.table.kind == TableKind::Gpt && std::ranges::any_of(reading.metadata, isInIt))
            return fail(ErrorCode::Corrupt, disk.name(),
                        "partition " + std::to_string(one->number) + " covers the table itself");
    }
    return {};
}

/// libfdisk and the kernel must agree about which logical partition is which.
Result<> checkChain(const TableReading &reading, const TableSurvey &survey, const BlockDevice &disk)
{
    std::vector<std::pair<int, Extent>> ours;
    for (const EbrLink &link : survey.chain) {
        if (!link.logical.isEmpty())
            ours.emplace_back(5 + static_cast<int>(ours.size()), link.logical);
    }
    std::vector<std::pair<int, Extent>> theirs;
    for (const Partition &partition : reading.partitions) {
        if (partition.entry == EntryKind::Logical)
            theirs.emplace_back(partition.number, partition.extent);
    }
    if (ours != theirs)
        return fail(ErrorCode::Corrupt, disk.name(),
                    "the chain of logical partitions can be read in two ways");
    return {};
}

Result<std::string> scriptOf(const FdiskSession &session)
{
    const FdiskScript script(fdisk_new_script(session.context()));
    if (!script)
        return session.failed(ErrorCode::Io, -ENOMEM, "script");
    if (const int status = fdisk_script_read_context(script.get(), nullptr); status != 0)
        return session.failed(ErrorCode::Io, status, "script");
    char *bytes = nullptr;
    std::size_t size = 0;
    std::FILE *file = ::open_memstream(&bytes, &size);
    if (file == nullptr)
        return session.failed(ErrorCode::Io, -errno, "script");
    const int status = fdisk_script_write_file(script.get(), file);
    (void)std::fclose(file);
    const std::string words(bytes, size);
    std::free(bytes);
    if (status != 0)
        return session.failed(ErrorCode::Io, status, "script");
    return words;
}

}

Result<TableReading> readTable(BlockDevice &disk, const Topology &topology)
{
    TRY(const TableSurvey survey, surveyTable(disk, topology));
    TableReading reading;
    reading.table.sectorSize = topology.sectorSize;
    if (survey.firstSector.empty())
        return reading;
    TRY(DiskCopy copy, DiskCopy::make(disk, sectorsOf(survey, disk, topology.sectorSize)));
    CHECK(hideDamage(survey, topology.sectorSize, copy));
    TRY(const FdiskSession session, FdiskSession::open(copy, topology, disk.name()));

    const TableKind kind = kindOf(session.context(), survey);
    if ((kind == TableKind::Gpt) != survey.isGpt()
        || (kind == TableKind::None && survey.mbr && std::ranges::any_of(*survey.mbr, &MbrEntry::isUsed)))
        return session.failed(ErrorCode::Corrupt, 0, "the table can be read in two ways");
    reading.table = describeTable(session.context(), survey, disk, topology);
    TRY(reading.partitions, listPartitions(session, disk, reading.table));
    if (reading.table.kind == TableKind::None)
        return reading;
    reading.metadata = {{.begin = Offset(), .size = topology.sectorSize}};
    if (isWritable(reading.table.kind)) {
        reading.metadata = metadataOf(survey, disk, topology.sectorSize);
        CHECK(checkOverlaps(reading, disk));
        CHECK(checkChain(reading, survey, disk));
    }
    TRY(reading.script, scriptOf(session));
    return reading;
}

}
