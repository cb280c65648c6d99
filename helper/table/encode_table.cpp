// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/disk_copy.h"
#include "helper/table/fdisk_session.h"
#include "helper/table/gpt_switch.h"
#include "helper/table/mbr_switch.h"
#include "helper/table/slot_check.h"
#include "helper/table/table_codec.h"
#include "helper/table/table_survey.h"

#include <algorithm>

#include <errno.h>

namespace parterre {

namespace {

Result<> addEntry(const FdiskSession &session, const Slot &slot, Bytes sectorSize)
{
    const FdiskPartition entry(fdisk_new_partition());
    const FdiskType type(
        fdisk_label_parse_parttype(fdisk_get_label(session.context(), nullptr), slot.type.c_str()));
    if (!entry || !type)
        return session.failed(ErrorCode::Invalid, -ENOMEM, "entry");
    auto index = static_cast<std::size_t>(slot.number - 1);
    fdisk_partition *raw = entry.get();
    int status = fdisk_partition_set_partno(raw, index);
    const auto then = [&](int next) { status = status != 0 ? status : next; };
    then(fdisk_partition_set_start(
        raw, static_cast<std::uint64_t>(slot.extent.begin.bytes() / sectorSize.count())));
    then(fdisk_partition_set_size(raw, static_cast<std::uint64_t>(slot.extent.size / sectorSize)));
    then(fdisk_partition_size_explicit(raw, 1));
    then(fdisk_partition_set_type(raw, type.get()));
    then(fdisk_partition_set_uuid(raw, slot.guid.c_str()));
    then(fdisk_partition_set_name(raw, slot.name.empty() ? nullptr : slot.name.c_str()));
    if (status == 0)
        status = fdisk_add_partition(session.context(), raw, &index);
    if (status == 0)
        status = fdisk_gpt_set_partition_attrs(session.context(), index, slot.attributes);
    if (status != 0)
        return session.failed(ErrorCode::Invalid, status, "add partition");
    return {};
}

/// Has libfdisk replace all entries of the GPT in `copy`; what is not in an entry it keeps.
Result<> rewriteGpt(const DiskCopy &copy, const Topology &topology, const std::vector<Slot> &slots,
                    const std::string &name)
{
    TRY(const FdiskSession session, FdiskSession::open(copy, topology, name));
    if (const int status = fdisk_delete_all_partitions(session.context()); status != 0)
        return session.failed(ErrorCode::Io, status, "delete partitions");
    for (const Slot &slot : slots)
        CHECK(addEntry(session, slot, topology.sectorSize));
    if (const int status = fdisk_write_disklabel(session.context()); status != 0)
        return session.failed(ErrorCode::Io, status, "write table");
    return {};
}

std::vector<Extent> coveredBy(const TableReading &before, const std::vector<Slot> &slots)
{
    std::vector<Extent> taken;
    std::ranges::transform(before.partitions, std::back_inserter(taken), &Partition::extent);
    std::ranges::transform(slots, std::back_inserter(taken), &Slot::extent);
    return taken;
}

Result<TableSwitch> encodeGpt(BlockDevice &disk, const Topology &topology, const TableSurvey &survey,
                              const TableReading &before, const std::vector<Slot> &slots)
{
    TRY(DiskCopy copy, DiskCopy::make(disk, sectorsOf(survey, disk, topology.sectorSize)));
    CHECK(hideDamage(survey, topology.sectorSize, copy));
    CHECK(rewriteGpt(copy, topology, slots, disk.name()));
    TRY(const auto rewritten, copy.device());
    return switchGpt(disk, *rewritten, survey, topology.sectorSize, coveredBy(before, slots));
}

/// Reads what the disk will say once all batches are on it.
Result<TableReading> readAhead(BlockDevice &disk, const Topology &topology, const TableSurvey &survey,
                               const TableSwitch &tableSwitch)
{
    TRY(DiskCopy copy, DiskCopy::make(disk, sectorsOf(survey, disk, topology.sectorSize)));
    for (const auto &batch : tableSwitch.batches) {
        for (const TableWrite &write : batch)
            CHECK(copy.write(write.at, write.bytes));
    }
    TRY(const auto device, copy.device());
    return readTable(*device, topology);
}

}

Result<TableSwitch> encodeTable(BlockDevice &disk, const Topology &topology, const std::vector<Slot> &slots)
{
    TRY(const TableReading before, readTable(disk, topology));
    if (!isWritable(before.table.kind))
        return fail(ErrorCode::Unsupported, disk.name(),
                    std::string(tableKindName(before.table.kind)) + " tables are not written");
    CHECK(checkSlots(before.table, slots, disk.name()));
    TRY(const TableSurvey survey, surveyTable(disk, topology));
    TRY(auto tableSwitch,
        before.table.kind == TableKind::Gpt ? encodeGpt(disk, topology, survey, before, slots)
                                            : switchMbr(disk, survey, before.partitions, slots, topology));
    const auto after = readAhead(disk, topology, survey, tableSwitch);
    if (!after)
        return fail(ErrorCode::Mismatch, disk.name(),
                    "the new table cannot be read: " + after.error().detail);
    if (after->table.kind != before.table.kind || after->table.id != before.table.id
        || after->table.entriesMax != before.table.entriesMax)
        return fail(ErrorCode::Mismatch, disk.name(), "the new table is of another kind");
    CHECK(compareWithSlots(*after, slots, disk.name()));
    return tableSwitch;
}

}
