// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/former_files.h"
#include "helper/engine/table_match.h"
#include "helper/stack/fresh_keys.h"
#include "helper/table/table_codec.h"

#include <algorithm>

namespace parterre {

namespace {

/// That volume keys can be renewed is found out before the first write, and not when the copies are made.
Result<> tryFreshKeys(Context &context)
{
    int tried = 0;
    for (const Step &step : context.job.derived.plan.steps) {
        const auto *const renew = std::get_if<step::RenewVolumeKey>(&step);
        if (renew == nullptr || renew->partition == tried)
            continue;
        tried = renew->partition;
        const Partition *const partition = findPartition(context.job.inventory, tried);
        if (partition == nullptr)
            return fail(ErrorCode::Invalid, context.disk.name(), "a step for a partition that is not there");
        CHECK(FreshKeys::tryOut(context.disk, partition->extent, partition->content, *context.job.keys));
    }
    return {};
}

}

Result<> perform(const step::SaveTable &, Context &context)
{
    TRY(const TableReading reading, readTable(context.disk, context.topology));
    // Every extent of the plan is free or is not by the table it was made for.
    if (const Result<> same = compareEntries(context.job.derived.now.slots, reading, context.disk.name());
        !same)
        return fail(ErrorCode::StaleLayout, context.disk.name(), same.error().detail);
    CHECK(context.folder.saveTable(context.disk, reading));
    CHECK(tryFreshKeys(context));
    return saveFormerFiles(context);
}

namespace {

/// The entries that the kernel need not be told of anew, as they are now.
std::vector<Slot> stayingOf(const std::vector<Slot> &now, const std::vector<Slot> &next)
{
    std::vector<Slot> staying;
    std::ranges::copy_if(now, std::back_inserter(staying), [&](const Slot &one) {
        return std::ranges::any_of(next, [&](const Slot &other) {
            return other.number == one.number && other.extent.begin == one.extent.begin;
        });
    });
    return staying;
}

Result<> publish(const step::WriteTable &write, Context &context)
{
    // What a move in place comes to was worked out before it began, and stands in its journal.
    if (context.inPlace)
        return context.inPlace->publish();
    TRY(const TableSwitch tableSwitch, encodeTable(context.disk, context.topology, write.slots));
    if (!tableSwitch.isAtomic && !tableSwitch.note.empty())
        context.warnings.push_back("The table could not be switched with a single write: "
                                   + tableSwitch.note);
    CHECK(context.folder.mark(
        {.state = JobMark::State::Running, .step = context.step, .isTableTouched = true}));
    return commitTable(context.disk, tableSwitch);
}

}

Result<> perform(const step::WriteTable &write, Context &context)
{
    CHECK(withdrawOthers(stayingOf(context.published, write.slots), context));
    CHECK(publish(write, context));
    CHECK(context.disk.dropCache({.begin = {}, .size = context.disk.size()}));
    TRY(const TableReading reading, readTable(context.disk, context.topology));
    CHECK(compareEntries(write.slots, reading, context.disk.name()));
    if (!isSound(reading.table))
        return fail(ErrorCode::Mismatch, context.disk.name(), "one of the two copies of the table");
    if (context.kernelDisk != nullptr)
        CHECK(tellKernel(*context.kernelDisk, write.slots));
    context.published = write.slots;
    if (context.inPlace) {
        CHECK(context.inPlace->erase());
        context.inPlace.reset();
    }
    context.meter.tableWritten();
    return {};
}

}
