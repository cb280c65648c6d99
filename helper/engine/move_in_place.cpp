// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lock_slots.h"
#include "core/model/part_types.h"
#include "core/text/describe.h"
#include "helper/allocation/allocation.h"
#include "helper/copy/used_pieces.h"
#include "helper/engine/job_file.h"
#include "helper/engine/restraint.h"

namespace parterre {

namespace {

using namespace literals;

constexpr Bytes block = 4_KiB;
/// Gaps as short are moved with what is around them: a seek takes as long, and so many pieces fewer are to
/// be planned. More where the journal has no room for so many.
constexpr Bytes gapFirst = 1_MiB;
/// What a run of the program and the move that it serves take in the journal, about.
constexpr std::int64_t bytesForRun = 160;

/// `pieces`, ascending, with gaps up to `gap` between them filled.
std::vector<Extent> joined(const std::vector<Extent> &pieces, Bytes gap)
{
    std::vector<Extent> result;
    for (const Extent &piece : pieces) {
        if (!result.empty() && piece.begin <= result.back().end() + gap)
            result.back() = extentBetween(result.back().begin, std::max(result.back().end(), piece.end()));
        else
            result.push_back(piece);
    }
    return result;
}

/// One relocation, with what of it is in use.
struct UsedRelocation
{
    const Relocation *relocation = nullptr;
    std::vector<Extent> used;  ///< on the disk, whole blocks, ascending
};

std::vector<UsedRelocation> usedOf(const step::MoveInPlace &step, Context &context)
{
    std::vector<UsedRelocation> result;
    std::string doubts;
    for (const Relocation &one : step.move.relocations) {
        Allocation map{.used = {one.source}, .doubt = {}};
        if (step.copying.blocks == Blocks::Used)
            map = allocationOf(context.disk, one.source, one.kind);
        if (!map.isTrusted())
            doubts += "; every block of " + std::to_string(one.partition) + ": " + map.doubt;
        result.push_back(
            {.relocation = &one, .used = roundedOut(std::move(map.used), roundUp(one.source, block))});
    }
    context.report.note =
        (step.copying.blocks == Blocks::Every ? "every block, as chosen" : "used blocks") + doubts;
    return result;
}

std::vector<remap::Move> movesOf(const std::vector<UsedRelocation> &all, Bytes gap)
{
    std::vector<remap::Move> moves;
    for (const UsedRelocation &one : all) {
        for (const Extent &piece : joined(one.used, gap)) {
            remap::Move move{.source = piece, .destinations = {}};
            for (const Offset destination : one.relocation->destinations)
                move.destinations.push_back(destination + (piece.begin - one.relocation->source.begin));
            moves.push_back(std::move(move));
        }
    }
    return moves;
}

/// As exact as the journal has room for.
std::vector<remap::Move> fittingMoves(const std::vector<UsedRelocation> &all, const remap::Room &room,
                                      Bytes journal, Bytes rest)
{
    Bytes gap = gapFirst;
    for (;; gap = gap * 8) {
        std::vector<remap::Move> moves = movesOf(all, gap);
        const auto program = remap::planMoves(moves, room);
        const auto runs = program ? static_cast<std::int64_t>(program->runs.size() + moves.size()) : 0;
        // Room for two: the way back, too, has to be written down.
        if (2 * (runs * bytesForRun + rest.count()) <= journal.count() || moves.size() <= all.size())
            return moves;
    }
}

Result<std::vector<Slot>> hidingSlots(const InPlaceMove &move, const Context &context)
{
    auto slots = lockSlots(context.job.derived.now, move.places, move.journal, Uuid::draw);
    if (!slots)
        return fail(ErrorCode::Refused, context.disk.name(), "the table has no entries to hide what moves");
    return *std::move(slots);
}

Result<remap::InPlaceOrder> orderFor(const step::MoveInPlace &step, Context &context)
{
    const Job &job = context.job;
    const std::string finishing = encodeJob(job);
    remap::InPlaceOrder order{
        .moves = {}, .room = {.scratch = step.move.scratch}, .journal = step.move.journal};
    order.before = job.derived.now.slots;
    const Plan &plan = job.derived.plan;
    if (const auto last = lastStep<step::WriteTable>(plan))
        order.after = std::get<step::WriteTable>(plan.steps[*last]).slots;
    TRY(order.meanwhile, hidingSlots(step.move, context));
    order.finishing.resize(finishing.size());
    std::ranges::copy(std::as_bytes(std::span(finishing)), order.finishing.begin());
    order.note =
        context.folder.started() + ": Parterre moves partitions; parterrectl recover goes on with it";
    // Tables and the job take their part of the journal.
    const Bytes rest(static_cast<std::int64_t>(finishing.size()) + (128_KiB).count());
    const Bytes journal = step.move.journal[0].size - remap::journalBlock - remap::ringSize;
    order.moves = fittingMoves(usedOf(step, context), order.room, journal, rest);
    return order;
}

/// Nobody can open what will be hidden.
Result<> takeNodesAway(const InPlaceMove &move, Context &context)
{
    TRY(std::vector<Slot> visible, hidingSlots(move, context));
    std::erase_if(visible, [](const Slot &slot) {
        return slot.type == type::inMotion || slot.type == type::inMotionMbr;
    });
    CHECK(withdrawOthers(visible, context));
    context.published = std::move(visible);
    return {};
}

Result<> begin(const step::MoveInPlace &step, Context &context)
{
    TRY(remap::InPlaceOrder order, orderFor(step, context));
    Bytes amount;
    for (const remap::Move &move : order.moves)
        amount += move.source.size;
    context.meter.expect(amount + step.move.moved + step.move.staged);
    TRY(remap::InPlace begun,
        remap::InPlace::begin(context.disk, context.topology, std::move(order), context.stop,
                              [&](Bytes read) {
                                  context.report.read += read;
                                  context.meter.advance({.read = read, .written = {}});
                              }));
    const remap::Program &program = begun.body().program;
    context.meter.expect(amount + (program.moved + program.staged) * 2);
    context.inPlace.emplace(std::move(begun));
    return {};
}

}

Result<> perform(const step::MoveInPlace &step, Context &context)
{
    if (!context.inPlace)
        CHECK(begin(step, context));
    else
        context.meter.expect((context.inPlace->body().program.moved + context.inPlace->body().program.staged)
                             * 2);
    remap::InPlace &move = *context.inPlace;
    CHECK(takeNodesAway(step.move, context));
    CHECK(move.hide());
    const std::optional<IdleIo> idle = idleAsChosen(step.copying, "Data", context);
    Brake brake(step.copying, context.stop);
    // What an earlier run did counts with the first epoch of this one.
    Bytes before;
    TRY(const remap::MoveOutcome outcome, move.move(context.stop, [&](const remap::MoveProgress &progress) {
        const Bytes more = progress.written - before;
        before = progress.written;
        context.meter.advance({.read = more, .written = more});
        brake.take(more);
    }));
    context.report.read += outcome.read;
    context.report.written += outcome.written;
    context.report.note += "; " + std::to_string(outcome.flushes) + " flushes";
    return {};
}

}
