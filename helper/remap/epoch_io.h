// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/program.h"
#include "helper/block/medium.h"
#include "helper/copy/transfers.h"
#include "helper/remap/journal_format.h"

#include <deque>
#include <stop_token>

namespace parterre::remap {

/// Reads and writes what the copies of one epoch name, many transfers under way. One disk at a time, one
/// thread. Flushes nothing: nothing that it wrote is durable when it returns.
class EpochIo
{
public:
    static constexpr std::size_t buffersMost = 32;

    /// For disks of this kind. Takes `buffers` MiB of memory.
    explicit EpochIo(Medium medium, std::size_t buffers = buffersMost);

    /// Does the copies in any order, those of one source with one read. They must be those of an epoch that
    /// keeps the rules of findViolation(). Returns the hashes for the epoch's record. After an error or a
    /// stop (Cancelled) any part of them may be done.
    ///
    /// What the call before wrote and is still in memory is not read again: until forget(), only what
    /// is called here may write to the places that were copied to.
    [[nodiscard]] Result<std::vector<Hash>> copy(BlockDevice &disk, const std::vector<Copy> &copies,
                                                 const std::stop_token &stop);
    /// The same hashes of what lies in these places now, one place for each copy; from the medium.
    [[nodiscard]] Result<std::vector<Hash>> hash(BlockDevice &disk, const std::vector<Extent> &places,
                                                 const std::stop_token &stop);

    /// From now on everything is read: another disk, or one that somebody else wrote to.
    void forget();

    [[nodiscard]] Bytes read() const { return m_read; }
    [[nodiscard]] Bytes written() const { return m_written; }

private:
    /// One read, and what becomes of it.
    struct Work
    {
        Extent source;
        std::vector<Offset> targets;
        std::vector<std::size_t> units;  ///< which hashes it is
    };
    struct Buffer
    {
        std::span<std::byte> memory;
        std::size_t work = 0;
        std::size_t writesLeft = 0;
        Extent held;  ///< where its content was written; empty where nothing was
    };
    struct Write
    {
        std::size_t buffer = 0;
        Offset at;
    };

    void add(Extent source, const std::vector<Offset> &targets, const std::vector<std::size_t> &firstUnits);
    void takeHeld();
    [[nodiscard]] Result<> runAll(const std::stop_token &stop);
    void startReads();
    void startWrites();
    [[nodiscard]] bool isWritersTurn() const;
    [[nodiscard]] Result<> handle(const Transfers::Finished &finished);
    void passOn(std::size_t index);
    void release(std::size_t index);
    [[nodiscard]] Result<> drain();
    [[nodiscard]] std::span<std::byte> memoryOf(const Buffer &buffer) const;
    [[nodiscard]] std::vector<Hash> hashes(const std::vector<std::size_t> &unitsOfEach) const;

    BlockDevice *m_disk = nullptr;  ///< of the present call
    bool m_isTakingTurns;
    std::size_t m_depth;
    AlignedBuffer m_memory;
    std::vector<Buffer> m_buffers;
    std::deque<std::size_t> m_free;  ///< what was used last comes last
    std::vector<Work> m_work;
    std::size_t m_next = 0;  ///< the first work that was not begun
    std::vector<Write> m_writes;  ///< that wait; a heap, the lowest place on top
    std::size_t m_reading = 0;
    std::size_t m_writing = 0;
    std::vector<Hash> m_units;
    Bytes m_read;
    Bytes m_written;
    std::unique_ptr<Transfers> m_transfers;
};

}
