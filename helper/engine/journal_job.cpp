// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/journal_job.h"

#include "core/plan/simulate.h"
#include "helper/engine/job_file.h"
#include "helper/engine/table_match.h"

#include <algorithm>
#include <optional>

namespace parterre {

namespace {

using remap::Phase;

constexpr Bytes block{4096};

/// Where a step changes what it finds; nothing where it changes nothing or is looked at elsewhere.
std::optional<Extent> placeOf(const Step &step)
{
    if (const auto *const keys = std::get_if<step::RenewVolumeKey>(&step))
        return keys->where;
    if (const auto *const renew = std::get_if<step::RenewIdentity>(&step))
        return renew->where;
    if (const auto *const hidden = std::get_if<step::SetHiddenSectors>(&step))
        return hidden->where;
    if (const auto *const grow = std::get_if<step::GrowContent>(&step))
        return grow->where;
    if (const auto *const partids = std::get_if<step::WritePartids>(&step))
        return partids->where;
    if (const auto *const rewrite = std::get_if<step::RewriteReferences>(&step))
        return rewrite->where;
    return std::nullopt;
}

bool isSlot(Extent place, const std::vector<Slot> &slots)
{
    return std::ranges::any_of(
        slots, [&](const Slot &slot) { return slot.entry != EntryKind::Extended && slot.extent == place; });
}

/// What is made smaller before the move is a whole partition of the old table, what is changed after it one
/// of the new table, which is written last.
bool keepsToPartitions(const Job &job, const std::vector<Slot> &after)
{
    const Plan &plan = job.derived.plan;
    const std::size_t move = *lastStep<step::MoveInPlace>(plan);
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step &step = plan.steps[i];
        if (const auto *const shrink = std::get_if<step::ShrinkContent>(&step)) {
            if (i > move || !isSlot(shrink->where, job.derived.now.slots))
                return false;
            continue;
        }
        const bool isBefore = std::holds_alternative<step::SaveTable>(step);
        const bool isLast = i + 1 == plan.steps.size();
        const std::optional<Extent> place = placeOf(step);
        if (std::holds_alternative<step::CopyBlocks>(step) || (isBefore && i > move)
            || std::holds_alternative<step::WriteTable>(step) != isLast
            || (place && (i < move || !isSlot(*place, after))))
            return false;
    }
    return true;
}

/// Whether this is a part of what shall be relocated, on its way to the same places.
bool isPartOf(const remap::Move &move, const Relocation &whole)
{
    if (!roundUp(whole.source, block).contains(move.source)
        || move.destinations.size() != whole.destinations.size())
        return false;
    const Bytes into = move.source.begin - whole.source.begin;
    return std::ranges::equal(move.destinations, whole.destinations, [&](Offset destination, Offset wanted) {
        return destination == wanted + into;
    });
}

bool isCarriedOut(const InPlaceMove &wanted, const remap::InPlace &move)
{
    const remap::Body &body = move.body();
    for (std::size_t i = 0; i < wanted.journal.size(); ++i) {
        if (wanted.journal.at(i).begin != move.places().at(i))
            return false;
    }
    // A way back has other moves: what lies where at the time.
    return body.isWayBack || std::ranges::all_of(body.moves, [&](const remap::Move &one) {
               return std::ranges::any_of(wanted.relocations,
                                          [&](const Relocation &whole) { return isPartOf(one, whole); });
           });
}

/// Whether the journal's tables are those that the job begins and ends with.
Result<> checkTables(remap::InPlace &move, const Job &job, const Topology &topology)
{
    const std::string &disk = job.path;
    const Plan &plan = job.derived.plan;
    TRY(const TableReading fresh, move.newTable(topology));
    CHECK(compareEntries(std::get<step::WriteTable>(plan.steps.back()).slots, fresh, disk));
    TRY(const Phase phase, move.phase());
    if (phase != Phase::Prepared && phase != Phase::Moving)
        return {};
    TRY(const TableReading old, move.oldTable(topology));
    return compareEntries(job.derived.now.slots, old, disk);
}

}

std::string_view finishingOf(const remap::InPlace &move)
{
    const std::vector<std::byte> &bytes = move.body().finishing;
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

Result<Job> journalJob(remap::InPlace &move, BlockDevice &disk, const Topology &topology)
{
    const auto wrong = [&](const char *what) { return fail(ErrorCode::Corrupt, disk.name(), what); };
    TRY(Job job, decodeJob(finishingOf(move)));
    const Plan &plan = job.derived.plan;
    const auto moving = lastStep<step::MoveInPlace>(plan);
    const auto writing = lastStep<step::WriteTable>(plan);
    if (job.inventory.target.size != disk.size() || !moving || !writing)
        return wrong("the journal holds the job of another disk");
    const std::vector<Slot> &after = std::get<step::WriteTable>(plan.steps[*writing]).slots;
    if (!keepsToPartitions(job, after)
        || !isCarriedOut(std::get<step::MoveInPlace>(plan.steps[*moving]).move, move))
        return wrong("the journal holds the job of another move");
    CHECK(simulate(job.inventory, plan));
    job.path = disk.name();
    CHECK(checkTables(move, job, topology));
    return job;
}

}
