// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/in_place.h"

#include "core/remap/extent_set.h"
#include "core/remap/proof.h"
#include "core/remap/way_back.h"
#include "core/text/describe.h"
#include "helper/block/overlay_device.h"

#include <algorithm>
#include <ranges>

namespace parterre::remap {

namespace {

constexpr Bytes journalGrain{std::int64_t{1} << 20U};
constexpr Bytes unitSize{std::int64_t{1} << 20U};
constexpr Bytes scanStep{std::int64_t{64} << 20U};
/// At each end of a gap; a journal is at most as large as so many MiB (core/layout/in_place.cpp).
constexpr std::int64_t candidatesInGap = 20;
constexpr std::int64_t candidatesMost = 4096;

Result<> writeBatches(BlockDevice &disk, const TableBatches &batches)
{
    return commitTable(disk, {.batches = batches, .isAtomic = true, .note = {}});
}

struct Tables
{
    TableBatches lock;
    TableBatches publish;
    TableBatches goBack;
};

/// All three, before anything is written: what a table would not take is known then.
Result<Tables> tablesFor(BlockDevice &disk, const Topology &topology, const InPlaceOrder &order)
{
    TRY(TableSwitch lock, encodeTable(disk, topology, order.meanwhile));
    TRY(const auto locked, OverlayDevice::create(disk));
    CHECK(writeBatches(*locked, lock.batches));
    TRY(TableSwitch publish, encodeTable(*locked, topology, order.after));
    TRY(TableSwitch goBack, encodeTable(*locked, topology, order.before));
    return Tables{.lock = std::move(lock.batches),
                  .publish = std::move(publish.batches),
                  .goBack = std::move(goBack.batches)};
}

std::vector<Extent> sourcesOf(const std::vector<Move> &moves)
{
    std::vector<Extent> sources;
    std::ranges::transform(moves, std::back_inserter(sources), &Move::source);
    return sources;
}

Result<Program> programFor(const std::vector<Move> &moves, const Room &room, const std::string &disk)
{
    std::expected<Program, Shortage> program = planMoves(moves, room);
    if (room.stop.stop_requested())
        return fail(ErrorCode::Cancelled, disk);
    if (!program)
        return fail(ErrorCode::Refused, disk,
                    "the partitions change places in a circle; that takes "
                        + sizeText(program.error().missing) + " more of free space");
    if (findViolation(*program, moves, room.scratch))
        return fail(ErrorCode::Refused, disk, "no safe way was found to move them");
    return *std::move(program);
}

bool hasRoomFor(const Body &body, const std::array<Extent, 2> &places)
{
    const Bytes least = copySizeFor(Bytes(static_cast<std::int64_t>(encode(body).size())));
    return std::ranges::all_of(places, [&](const Extent &place) { return place.size >= least; });
}

/// With no more memory than the program has use for.
EpochIo ioFor(Medium medium, const Program &program)
{
    const std::int64_t mebibytes = (program.moved + program.staged) / unitSize + 1;
    return EpochIo(medium, std::min(static_cast<std::size_t>(mebibytes), EpochIo::buffersMost));
}

bool isSound(const Result<TableReading> &reading)
{
    return reading && parterre::isSound(reading->table);
}

/// All data is where it shall be.
bool isOver(Phase phase)
{
    return phase == Phase::Moved || phase == Phase::Published;
}

/// Whole MiB in `gap`: `most` from its begin on, and as many before its end.
void addRound(Extent gap, std::int64_t most, std::vector<Offset> &candidates)
{
    const std::int64_t grain = journalGrain.count();
    const std::int64_t first = alignUp(gap.begin, journalGrain).bytes() / grain;
    const std::int64_t end = gap.end().bytes() / grain;
    for (std::int64_t i = first; i < end; ++i) {
        if (i >= first + most && i < end - most)
            i = end - most;
        candidates.emplace_back(i * grain);
    }
}

/// Reads everything that will be read, once.
Result<> scan(BlockDevice &disk, EpochIo io, const std::vector<Move> &moves, const std::stop_token &stop,
              const InPlace::Scanned &scanned)
{
    for (const Extent &source : sourcesOf(moves)) {
        for (Bytes at; at < source.size; at += scanStep) {
            const Extent piece{.begin = source.begin + at, .size = std::min(scanStep, source.size - at)};
            TRY([[maybe_unused]] const auto hashes, io.hash(disk, {piece}, stop));
            if (scanned)
                scanned(piece.size);
        }
    }
    return {};
}

}

InPlace::InPlace(BlockDevice &disk, Medium medium, Journal journal)
    : m_disk(&disk)
    , m_medium(medium)
    , m_journal(std::move(journal))
{}

Result<InPlace> InPlace::begin(BlockDevice &disk, const Topology &topology, InPlaceOrder order,
                               const std::stop_token &stop, const Scanned &scanned)
{
    Body body{.moves = std::move(order.moves), .scratch = order.room.scratch};
    TRY(body.program, programFor(body.moves, order.room, disk.name()));
    if (body.program.epochs == 0)
        return fail(ErrorCode::Invalid, disk.name(), "there is nothing to move");
    TRY(Tables tables, tablesFor(disk, topology, order));
    body.lock = std::move(tables.lock);
    body.publish = std::move(tables.publish);
    body.goBack = std::move(tables.goBack);
    body.finishing = std::move(order.finishing);
    body.note = std::move(order.note);
    if (!hasRoomFor(body, order.journal))
        return fail(ErrorCode::Refused, disk.name(), "the journal has no room for so many pieces");
    CHECK(scan(disk, ioFor(topology.medium, body.program), body.moves, stop, scanned));
    TRY(Journal journal, Journal::create(disk, order.journal, std::move(body)));
    return InPlace(disk, topology.medium, std::move(journal));
}

std::vector<Offset> journalCandidates(BlockDevice &disk, const Topology &topology, Search search)
{
    std::vector<Offset> candidates;
    const Result<TableReading> reading = readTable(disk, topology);
    if (!isSound(reading) && search == Search::Everywhere)
        addRound({.begin = {}, .size = disk.size()}, candidatesMost / 2, candidates);
    if (!reading || reading->table.kind == TableKind::None)
        return candidates;
    std::vector<Extent> taken;
    for (const Partition &partition : reading->partitions) {
        taken.push_back(partition.extent);
        candidates.push_back(partition.extent.begin);
    }
    for (const Extent &gap : gaps(reading->table.usable, std::move(taken)))
        addRound(gap, candidatesInGap, candidates);
    std::erase_if(candidates, [](Offset at) { return !isAligned(at, journalBlock); });
    return candidates;
}

Result<std::optional<InPlace>> InPlace::find(BlockDevice &disk, const Topology &topology, Search search)
{
    TRY(std::optional<Journal> journal, Journal::find(disk, journalCandidates(disk, topology, search)));
    if (!journal)
        return std::nullopt;
    InPlace found(disk, topology.medium, *std::move(journal));
    TRY(const bool isForeign, found.isTableForeign(topology));
    return isForeign ? std::nullopt : std::optional(std::move(found));
}

/// Whether the entries are those of no table of this move. A table that is still being written has the
/// entries of one of them already, so it is not bytes that are compared: entries are what they were once that
/// one has been written whole.
Result<bool> InPlace::isTableForeign(const Topology &topology)
{
    const std::array tables{&body().lock, &body().publish, &body().goBack};
    for (const TableBatches *const table : tables) {
        TRY(const bool isIt, shows(*table));
        if (isIt)
            return false;
    }
    const Result<TableReading> now = readTable(*m_disk, topology);
    if (!isSound(now))
        return false;
    for (const TableBatches *const table : tables) {
        TRY(const auto whole, OverlayDevice::create(*m_disk));
        CHECK(writeBatches(*whole, *table));
        const Result<TableReading> then = readTable(*whole, topology);
        if (then && then->partitions == now->partitions)
            return false;
    }
    return true;
}

/// Whether the disk has all that these batches come to.
Result<bool> InPlace::shows(const TableBatches &batches)
{
    TRY(const auto whole, OverlayDevice::create(*m_disk));
    CHECK(writeBatches(*whole, batches));
    for (const TableWrite &write : batches | std::views::join) {
        std::vector<std::byte> wanted(write.bytes.size());
        std::vector<std::byte> found(write.bytes.size());
        CHECK(whole->read(write.at, wanted));
        CHECK(m_disk->read(write.at, found));
        if (wanted != found)
            return false;
    }
    return true;
}

Result<Phase> InPlace::phase()
{
    TRY(const std::vector<Record> records, m_journal.records());
    if (isSealed(records, body().program)) {
        TRY(const bool isPublished, shows(body().publish));
        return isPublished ? Phase::Published : Phase::Moved;
    }
    TRY(const bool isLocked, shows(body().lock));
    if (isLocked || !records.empty() || body().isWayBack)
        return Phase::Moving;
    // A table that was cut off while it was written shows neither.
    TRY(const bool isOld, shows(body().goBack));
    return isOld ? Phase::Prepared : Phase::Moving;
}

Result<TableReading> InPlace::oldTable(const Topology &topology) const
{
    return tableAfter(body().isWayBack ? body().publish : body().goBack, topology);
}

Result<TableReading> InPlace::newTable(const Topology &topology) const
{
    return tableAfter(body().isWayBack ? body().goBack : body().publish, topology);
}

/// Both follow the table that hides what moves.
Result<TableReading> InPlace::tableAfter(const TableBatches &batches, const Topology &topology) const
{
    TRY(const auto whole, OverlayDevice::create(*m_disk));
    CHECK(writeBatches(*whole, body().lock));
    CHECK(writeBatches(*whole, batches));
    return readTable(*whole, topology);
}

Result<> InPlace::hide()
{
    TRY(const Phase now, phase());
    if (isOver(now))
        return {};
    // Also where it is there in part; what is there already is not written again.
    return writeBatches(*m_disk, body().lock);
}

Result<MoveOutcome> InPlace::move(const std::stop_token &stop, const Mover::Advance &advance)
{
    TRY(const Phase now, phase());
    if (isOver(now))
        return MoveOutcome();
    CHECK(writeBatches(*m_disk, body().lock));
    EpochIo io = ioFor(m_medium, body().program);
    return Mover(*m_disk, m_journal, io, advance).run(stop);
}

Result<> InPlace::publish()
{
    TRY(const Phase now, phase());
    if (!isOver(now))
        return fail(ErrorCode::Refused, m_disk->name(), "not all data is where it shall be");
    CHECK(writeBatches(*m_disk, body().publish));
    TRY(const bool isPublished, shows(body().publish));
    if (!isPublished)
        return fail(ErrorCode::Mismatch, m_disk->name(), "the new table is not what was written");
    return {};
}

Result<> InPlace::erase()
{
    TRY(const Phase now, phase());
    if (now != Phase::Prepared && now != Phase::Published)
        return fail(ErrorCode::Refused, m_disk->name(), "the move is not at its end");
    return m_journal.erase();
}

/// The body of a journal that undoes the first `epochs` epochs. What is free now, and in the old layout, is
/// scratch.
Result<Body> InPlace::wayBack(std::uint64_t epochs, const std::stop_token &stop) const
{
    const Body &there = body();
    Body back{.moves = movesBack(there.program, there.moves, there.scratch, epochs),
              .lock = there.lock,
              .publish = there.goBack,
              .goBack = there.publish,
              .finishing = there.finishing,
              .note = there.note,
              .isWayBack = !there.isWayBack};
    ExtentSet used(placesOf(back.moves));
    ExtentSet reach(placesOf(there.moves));
    std::ranges::for_each(there.scratch, [&](const Extent &place) { reach.add(place); });
    for (const Extent &piece : reach.pieces()) {
        for (const Extent &free : used.gapsIn(piece))
            back.scratch.push_back(free);
    }
    TRY(back.program, programFor(back.moves, {.scratch = back.scratch, .stop = stop}, m_disk->name()));
    return back;
}

Result<> InPlace::goBack(const std::stop_token &stop, const Mover::Advance &advance)
{
    if (!body().isWayBack) {
        TRY(const Phase now, phase());
        if (now == Phase::Prepared)
            return erase();
        CHECK(turnRound(stop));
    }
    TRY([[maybe_unused]] const MoveOutcome moved, move(stop, advance));
    CHECK(publish());
    return erase();
}

/// From here on the journal holds the way back.
Result<> InPlace::turnRound(const std::stop_token &stop)
{
    TRY(const Phase now, phase());
    if (isOver(now))
        return fail(ErrorCode::Refused, m_disk->name(),
                    "all data is where it shall be; what is missing can only be finished");
    CHECK(writeBatches(*m_disk, body().lock));
    EpochIo io = ioFor(m_medium, body().program);
    TRY(const std::uint64_t epochs, Mover(*m_disk, m_journal, io).rest(stop));
    TRY(Body back, wayBack(epochs, stop));
    return m_journal.replace(std::move(back));
}

}
