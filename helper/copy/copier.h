// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/step.h"
#include "helper/copy/batch.h"
#include "helper/copy/copy_order.h"
#include "helper/copy/depth.h"
#include "helper/copy/imprinter.h"
#include "helper/copy/rescue.h"
#include "helper/copy/token_bucket.h"
#include "helper/copy/transfers.h"
#include "helper/copy/used_pieces.h"

#include <deque>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace parterre {

/// Copies what is used of one extent to any number of targets: each block is read once, and written
/// to all of them while others are read.
///
/// Goes by batches of 64 MiB. Once a batch is written everywhere it is flushed, and read back from the
/// medium and compared while the next one is copied: what a device says before the flush proves
/// nothing, and reading it all at the end would cost a pass of its own. 32 MiB of memory, whatever
/// the size, the number of targets or how slow one of them is. How much of it is being read, written
/// and read back at a time is chosen by order.medium, and then by what turns out to be fast (Depth); so
/// that what a cancel waits for is no more than the device needs. Pieces stay at 1 MiB, which is as
/// much as disks take in one command, so that digests do not depend on the device.
class Copier
{
public:
    static constexpr Bytes pieceSize{1 << 20};
    static constexpr Bytes batchSize{std::int64_t{64} << 20U};

    /// Told what became durable, and later what was read back: on the copying thread, often.
    using Advance = std::function<void(const Work &moved)>;

    /// Whoever knows the time: it never goes back.
    using Now = std::function<Depth::Time()>;

    /// `order` must outlive the value. Requires at least one target.
    Copier(const CopyOrder &order, Advance advance, std::unique_ptr<Transfers> transfers = {},
           Now now = &std::chrono::steady_clock::now);
    ~Copier();
    Copier(const Copier &) = delete;
    Copier &operator=(const Copier &) = delete;

    /// Copies all of it; durable, and read back from the medium, when it returns. A read that fails is
    /// a matter for Rescue; Mismatch where a copy does not read as it was written;
    /// Cancelled within a piece or two. After an error the targets hold anything.
    [[nodiscard]] Result<CopyOutcome> run(const std::stop_token &stop);

private:
    enum class Role : std::uint8_t { Free, Reading, Writing, ReadingBack };
    static constexpr std::size_t buffers = 32;
    static constexpr unsigned transfersMax = 3 * buffers;
    static constexpr std::size_t batchesMax = 3;
    static constexpr std::uint64_t flushTag = std::uint64_t{1} << 32U;

    struct Buffer
    {
        std::span<std::byte> memory;
        Role role = Role::Free;
        Batch *batch = nullptr;
        std::size_t piece = 0;      ///< in its batch
        std::size_t target = 0;     ///< that is read back
        std::size_t writesLeft = 0;
    };
    struct Write
    {
        std::size_t buffer = 0;
        std::size_t target = 0;
    };

    [[nodiscard]] Result<> startAll();
    [[nodiscard]] Result<> startReads();
    void startWrites();
    void startReadsBack();
    [[nodiscard]] bool mayRead() const;
    /// What may be under way on `devices` of them.
    [[nodiscard]] Bytes limitOn(std::size_t devices) const;
    [[nodiscard]] Result<> handleNext();
    [[nodiscard]] Result<> handle(Transfers::Finished finished);
    [[nodiscard]] Result<> handleRead(std::size_t index, Result<> result);
    [[nodiscard]] Result<> handleWrite(std::size_t index, Result<> result);
    [[nodiscard]] Result<> handleReadBack(std::size_t index, Result<> result);
    [[nodiscard]] Result<> handleFlush(Batch &batch, Result<> result);
    [[nodiscard]] Result<> flushIfWritten(Batch &batch);
    void retire();
    void start(BlockDevice &device, Transfer::Kind kind, Offset at, std::uint64_t tag);
    [[nodiscard]] std::span<std::byte> memoryOf(const Buffer &buffer) const;
    [[nodiscard]] bool isFinished() const;

    const CopyOrder &m_order;
    Advance m_advance;
    std::vector<Extent> m_used;             ///< rounded out
    UsedPieces m_pieces;
    bool m_isRead = false;                  ///< nothing is left to start reading
    std::vector<BlockDevice *> m_devices;   ///< of the targets, each once
    Imprinter m_imprinter;
    AlignedBuffer m_memory;
    std::vector<Buffer> m_buffers;
    std::vector<std::size_t> m_free;
    std::deque<Write> m_writes;             ///< waiting to be started
    std::deque<std::unique_ptr<Batch>> m_batches;  ///< oldest first; the last one is being filled
    std::uint64_t m_batchNumber = 0;        ///< of the oldest
    std::size_t m_reading = 0;
    Bytes m_readingBytes;
    std::size_t m_writing = 0;
    Bytes m_writingBytes;
    Bytes m_readingBackBytes;
    bool m_isWritersTurn = false;
    Now m_now;
    Depth m_depth;
    Rescue m_rescue;
    TokenBucket m_limit;
    std::stop_token m_stop;
    CopyOutcome m_outcome;
    std::unique_ptr<Transfers> m_transfers;  ///< last: it lets go of all of the above first
};

/// Clears what is not copied, copies the rest, and checks both.
[[nodiscard]] Result<CopyOutcome> copyBlocks(const CopyOrder &order, const Copier::Advance &advance,
                                             const std::stop_token &stop);

}
