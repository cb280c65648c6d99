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

/// Where a move in place is.
enum class Phase : std::uint8_t {
    Prepared,  ///< the journal is there, the table does not hide anything yet, no data was moved
    Moving,  ///< the table hides what moves
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
    [[nodiscard]] static Result<InPlace> begin(BlockDevice &disk, const Topology &topology,
                                               InPlaceOrder order, const std::stop_token &stop);
    /// What another process has begun, on whatever machine; nothing where there is no journal in any place to
    /// which the table or its gaps lead. Writes nothing.
    [[nodiscard]] static Result<std::optional<InPlace>> find(BlockDevice &disk, const Topology &topology);

    [[nodiscard]] const Body &body() const { return m_journal.body(); }
    /// Reads records and tables, no data.
    [[nodiscard]] Result<Phase> phase();

    /// Hides what moves, and moves it. Nothing is to be done from Phase::Moved on. After an error or a stop
    /// it may be called again.
    [[nodiscard]] Result<MoveOutcome> move(const std::stop_token &stop, const Mover::Advance &advance = {});
    /// Brings everything back to where it was, the table too, and takes the journal away; it, too, survives a
    /// power cut, and then is what find() goes on with. Refused from Phase::Moved on: what finishes a move
    /// may have changed the data.
    [[nodiscard]] Result<> goBack(const std::stop_token &stop, const Mover::Advance &advance = {});
    /// Puts the new table in place. Refused before Phase::Moved.
    [[nodiscard]] Result<> publish();
    /// Takes the journal away. Refused unless the data was not moved at all, or the new table is there.
    [[nodiscard]] Result<> erase();

private:
    InPlace(BlockDevice &disk, Medium medium, Journal journal);

    [[nodiscard]] Result<bool> shows(const TableBatches &batches);
    [[nodiscard]] Result<Body> wayBack(std::uint64_t epochs) const;

    BlockDevice *m_disk;
    Medium m_medium;
    Journal m_journal;
};

/// Where a journal may begin, by the table and by what it leaves free.
[[nodiscard]] Result<std::vector<Offset>> journalCandidates(BlockDevice &disk, const Topology &topology);

}
