// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/remap/planner.h"
#include "helper/block/topology.h"
#include "helper/remap/mover.h"

namespace parterre::remap {

/// What shall move, and what the table says before, meanwhile and afterwards.
struct InPlaceOrder
{
    std::vector<Move> moves;
    Room room;                         ///< scratch is free in both layouts, and not the journal's
    std::array<Extent, 2> journal;     ///< free in both layouts; multiples of 4096
    std::vector<Slot> before;
    std::vector<Slot> meanwhile;       ///< lockSlots()
    std::vector<Slot> after;
    std::vector<std::byte> finishing;  ///< the caller's: what to do between the last epoch and the new table
    std::string note;
};

/// Where a journal is looked for.
enum class Search : std::uint8_t {
    ByTable,  ///< where the table leads to; nowhere on a disk without one
    Everywhere,  ///< and where no sound table is, at the 4096 likeliest places: slow on disks that rotate
};

/// Where a move in place is.
enum class Phase : std::uint8_t {
    Prepared,  ///< the journal is there, the table is the old one, no data was moved
    Moving,  ///< the table hides what moves, or is being written so that it does
    Moved,  ///< all data is where it shall be; what finishes it, and the new table, are missing
    Published,  ///< the new table is there; the journal is still to be taken away
};

/// A move within one disk from its first write to its last, each of which may be the last before a power cut.
///
/// old table -> journal -> table that hides what moves -> epochs -> seal -> (the caller finishes) -> new
/// table
/// -> (the caller finishes) -> journal taken away. No table that shows partitions ever shows half-moved data.
/// One disk, one thread; the device must outlive the value, and nobody else may write to it.
class InPlace
{
public:
    /// Plans, proves, reads all that will be read (a bad sector is found before anything is overwritten), and
    /// makes the journal. Refused, with the number of bytes that would do, where the moves go in circles
    /// and there is no scratch. Unless it succeeds there is no journal.
    /// `scanned` is told how much of that was read since it was told last.
    using Scanned = std::function<void(Bytes)>;
    [[nodiscard]] static Result<InPlace> begin(BlockDevice &disk, const Topology &topology,
                                               InPlaceOrder order, const std::stop_token &stop,
                                               const Scanned &scanned = {});
    /// What another process has begun, on whatever machine; nothing where there is no journal in any of
    /// journalCandidates(), or one to which a sound table no longer belongs: somebody has made another since.
    /// Writes nothing.
    [[nodiscard]] static Result<std::optional<InPlace>> find(BlockDevice &disk, const Topology &topology,
                                                             Search search = Search::ByTable);

    [[nodiscard]] const Body &body() const { return m_journal.body(); }
    /// Where the two copies of the journal begin.
    [[nodiscard]] std::array<Offset, 2> places() const { return m_journal.super().copies; }
    /// Reads records and tables, no data.
    [[nodiscard]] Result<Phase> phase();
    /// What the old table and the new one say once the journal's writes of them are there. Nothing is
    /// written. The old one cannot be told any more where the new one is there, whole or in part.
    [[nodiscard]] Result<TableReading> oldTable(const Topology &topology) const;
    [[nodiscard]] Result<TableReading> newTable(const Topology &topology) const;

    /// Puts the table in place that hides what moves. Nothing is to be done from Phase::Moved on. Durable.
    [[nodiscard]] Result<> hide();
    /// Hides what moves, and moves it. Nothing is to be done from Phase::Moved on. After an error or a stop
    /// it may be called again.
    [[nodiscard]] Result<MoveOutcome> move(const std::stop_token &stop, const Mover::Advance &advance = {});
    /// Brings everything back to where it was, the table too, and takes the journal away; it, too, survives a
    /// power cut, and then is what find() finds: a way back, with which this goes on. In Phase::Prepared
    /// there is nothing to bring back. Refused from Phase::Moved on unless it is a way back: what finishes a
    /// move may have changed the data.
    [[nodiscard]] Result<> goBack(const std::stop_token &stop, const Mover::Advance &advance = {});
    /// Puts the new table in place. Refused before Phase::Moved.
    [[nodiscard]] Result<> publish();
    /// Takes the journal away. Refused unless the data was not moved at all, or the new table is there.
    [[nodiscard]] Result<> erase();

private:
    InPlace(BlockDevice &disk, Medium medium, Journal journal);

    [[nodiscard]] Result<bool> isTableForeign(const Topology &topology);
    [[nodiscard]] Result<bool> shows(const TableBatches &batches);
    [[nodiscard]] Result<TableReading> tableAfter(const TableBatches &batches,
                                                  const Topology &topology) const;
    [[nodiscard]] Result<> turnRound(const std::stop_token &stop);
    [[nodiscard]] Result<Body> wayBack(std::uint64_t epochs, const std::stop_token &stop) const;

    BlockDevice *m_disk;
    Medium m_medium;
    Journal m_journal;
};

/// Where a journal may begin: at the entries of the table, and at whole MiB near both ends of what it leaves
/// free.
[[nodiscard]] std::vector<Offset> journalCandidates(BlockDevice &disk, const Topology &topology,
                                                    Search search);

}
