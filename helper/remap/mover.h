// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/remap/epoch_io.h"
#include "helper/remap/journal.h"

#include <functional>

namespace parterre::remap {

/// How far a move is. Every number is of what is durable.
struct MoveProgress
{
    std::uint64_t epoch = 0;  ///< so many are done
    std::uint64_t epochs = 0;
    Bytes written;            ///< of all that the program writes, before this run, too
};

/// What one run of the mover did.
struct MoveOutcome
{
    Bytes read;
    Bytes written;            ///< data; each flush comes with two records of 4096 bytes beside it
    std::uint64_t flushes = 0;
};

/// Carries out the program that a journal holds, so that a power cut at any write loses nothing.
///
/// Epochs that are committed by hashes: an epoch's data and its record are written, then one flush; the next
/// epoch's record says that this flush was done. After a power cut the newest record tells by its hashes
/// whether all of its epoch reached the medium; where not, it is done again, from sources that it did not
/// overwrite. Both need the two rules that findViolation() checks, and so it is asked before every run:
/// whoever wrote the journal proves nothing by it.
///
/// Dumb on purpose: it decides nothing but where to go on. One disk, one thread.
class Mover
{
public:
    using Advance = std::function<void(const MoveProgress &)>;

    /// Disk, journal and io must outlive the value. Nobody else may write to the disk meanwhile.
    Mover(BlockDevice &disk, Journal &journal, EpochIo &io, Advance advance = {});

    /// The first epoch that is not done: 0 where nothing was begun, the number of epochs where all is. What
    /// it says is durable. Corrupt, with the damaged ranges, where what an older epoch wrote is not there any
    /// more although it was flushed: the drive lied about it, or something else wrote there. Once the program
    /// is sealed nothing is compared any more.
    [[nodiscard]] Result<std::uint64_t> position();
    /// Goes on to the end, and seals it. Nothing is written unless position() can be told and the program is
    /// safe (else Refused, with the rule). After an error or a stop (Cancelled) run() may be called again, by
    /// another process on another machine, too.
    [[nodiscard]] Result<MoveOutcome> run(const std::stop_token &stop);
    /// Finishes the epoch that is half done, if there is one: afterwards the disk is at rest at what
    /// position() says.
    [[nodiscard]] Result<std::uint64_t> rest(const std::stop_token &stop);

private:
    [[nodiscard]] Result<> checkProgram() const;
    [[nodiscard]] Result<> checkOlder(const std::vector<Record> &records);
    [[nodiscard]] Result<bool> isWritten(const Record &record);
    [[nodiscard]] Result<> doEpoch(EpochReader &reader, bool hasRecord, const std::stop_token &stop);
    [[nodiscard]] Result<> seal();
    [[nodiscard]] Result<> flush();

    BlockDevice &m_disk;
    Journal &m_journal;
    Advance m_advance;
    EpochIo &m_io;
    MoveOutcome m_outcome;
    Bytes m_written;  ///< of the program, durable
    bool m_isHalfDone = false;  ///< the epoch at position() has a record
    bool m_isSealed = false;
};

}
