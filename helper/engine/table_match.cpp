// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/table_match.h"

#include <algorithm>

namespace parterre {

namespace {

bool isSameEntry(const Slot &slot, const Partition &entry)
{
    return slot.number == entry.number && slot.extent == entry.extent && slot.type == entry.type
        && slot.name == entry.name && slot.guid == entry.guid && slot.attributes == entry.attributes
        && slot.isActive == entry.isActive && slot.entry == entry.entry;
}

}

Result<> compareEntries(const std::vector<Slot> &slots, const TableReading &reading, const std::string &disk)
{
    if (reading.partitions.size() != slots.size()) {
        return fail(ErrorCode::Mismatch, disk,
                    "the table has " + std::to_string(reading.partitions.size()) + " partitions, not "
                        + std::to_string(slots.size()));
    }
    for (const Slot &slot : slots) {
        const auto entry = std::ranges::find(reading.partitions, slot.number, &Partition::number);
        if (entry == reading.partitions.end() || !isSameEntry(slot, *entry))
            return fail(ErrorCode::Mismatch, disk, "entry " + std::to_string(slot.number) + " of the table");
    }
    return {};
}

DiskState judgeTable(const Job &job, const Result<TableReading> &reading)
{
    if (!reading || !isSound(reading->table) || reading->table.kind != job.inventory.table.kind)
        return DiskState::Unknown;
    if (compareEntries(job.derived.now.slots, *reading, {}))
        return DiskState::Unchanged;
    for (const Step &step : job.derived.plan.steps) {
        const auto *const write = std::get_if<step::WriteTable>(&step);
        if (write != nullptr && compareEntries(write->slots, *reading, {}))
            return DiskState::Incomplete;
    }
    return DiskState::Unknown;
}

}
