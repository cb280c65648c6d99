// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/perform.h"

#include "helper/table/table_codec.h"

#include <algorithm>

namespace parterre {

namespace {

bool isSameEntry(const Slot &slot, const Partition &entry)
{
    return slot.number == entry.number && slot.extent == entry.extent && slot.type == entry.type
        && slot.name == entry.name && slot.guid == entry.guid && slot.attributes == entry.attributes
        && slot.isActive == entry.isActive && slot.entry == entry.entry;
}

/// What is on the disk now is what was to be written, as a fresh reader sees it.
Result<> compare(const std::vector<Slot> &slots, const TableReading &reading, const std::string &disk)
{
    if (reading.partitions.size() != slots.size())
        return fail(ErrorCode::Mismatch, disk, "the table has " + std::to_string(reading.partitions.size())
                        + " partitions, not " + std::to_string(slots.size()));
    for (const Slot &slot : slots) {
        const auto entry = std::ranges::find(reading.partitions, slot.number, &Partition::number);
        if (entry == reading.partitions.end() || !isSameEntry(slot, *entry))
            return fail(ErrorCode::Mismatch, disk, "entry " + std::to_string(slot.number) + " of the table");
    }
    return {};
}

}

Result<> perform(const step::SaveTable &, Context &context)
{
    TRY(const TableReading reading, readTable(context.disk, context.topology));
    return context.folder.saveTable(context.disk, reading);
}

Result<> perform(const step::WriteTable &write, Context &context)
{
    TRY(const TableSwitch tableSwitch, encodeTable(context.disk, context.topology, write.slots));
    if (!tableSwitch.isAtomic && !tableSwitch.note.empty())
        context.warnings.push_back("The table could not be switched with a single write: " + tableSwitch.note);
    CHECK(context.folder.mark({.state = JobMark::State::Running, .step = context.step, .isTableTouched = true}));
    CHECK(commitTable(context.disk, tableSwitch));
    CHECK(context.disk.dropCache({.begin = {}, .size = context.disk.size()}));
    TRY(const TableReading reading, readTable(context.disk, context.topology));
    CHECK(compare(write.slots, reading, context.disk.name()));
    if (context.kernelFd >= 0)
        CHECK(tellKernel(context.kernelFd, context.published, write.slots));
    context.published = write.slots;
    context.meter.tableWritten();
    return {};
}

}
