// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/copier.h"

#include "helper/copy/clearing.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace parterre {

namespace {

using Pause = TokenBucket::Clock::duration;

/// How long a stop may go unseen while the limit holds reads back.
constexpr Pause lookAround = std::chrono::milliseconds(250);

void waitForStop(const std::stop_token &stop, Pause longest)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    (void)never.wait_for(lock, stop, longest, [] { return false; });
}

std::size_t countOf(Bytes bytes)
{
    return static_cast<std::size_t>(bytes.count());
}

/// All that is read and written to copy so much.
Bytes trafficOf(const CopyOrder &order, Bytes amount)
{
    const auto targets = static_cast<std::int64_t>(order.targets.size());
    return amount * (1 + targets * (order.isReadBack ? 2 : 1));
}

}

Copier::Copier(const CopyOrder &order, Advance advance, std::unique_ptr<Transfers> transfers, Now now)
    : m_order(order)
    , m_advance(std::move(advance))
    , m_used(roundedOut(order.used, order.extent))
    , m_pieces(*order.source, m_used, pieceSize)
    , m_imprinter(order.digest, order.extent.size)
    , m_memory(buffers * countOf(pieceSize))
    , m_buffers(buffers)
    , m_now(std::move(now))
    , m_depth(Depth::rangeFor(order.medium), trafficOf(order, batchSize))
    , m_rescue(order)
    , m_limit(order.rateLimit)
    , m_transfers(std::move(transfers))
{
    assert(!order.targets.empty());
    for (const CopyTarget &target : order.targets) {
        if (std::ranges::find(m_devices, target.device) == m_devices.end())
            m_devices.push_back(target.device);
    }
    for (std::size_t i = 0; i < buffers; ++i) {
        m_buffers[i].memory = m_memory.bytes().subspan(i * countOf(pieceSize), countOf(pieceSize));
        m_free.push_back(i);
    }
    if (!m_transfers)
        m_transfers = Transfers::make({.memory = m_memory.bytes(), .depth = transfersMax});
}

Copier::~Copier() = default;

Result<CopyOutcome> Copier::run(const std::stop_token &stop)
{
    m_stop = stop;
    while (!isFinished()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_order.source->name());
        CHECK(startAll());
        CHECK(handleNext());
        retire();
    }
    if (isAligned(m_order.extent.begin, Imprint::blockSize))
        m_outcome.digests = m_imprinter.finish();
    m_outcome.unread = m_rescue.unread();
    return std::move(m_outcome);
}

/// Waits for the next that is finished, or until the limit lets more be read; for a stop in any case.
Result<> Copier::handleNext()
{
    const Depth::Time now = m_now();
    const Pause pause = m_isRead ? Pause::zero() : m_limit.pause(now);
    // Nothing, where the end of the source was found just now: then the writers' turn comes next.
    if (m_transfers->underWay() == 0) {
        waitForStop(m_stop, pause);
        return {};
    }
    if (pause == Pause::zero())
        return handle(m_transfers->wait());
    std::optional<Transfers::Finished> finished = m_transfers->waitUntil(now + std::min(pause, lookAround));
    return finished ? handle(*std::move(finished)) : Result<>();
}

bool Copier::isFinished() const
{
    return m_isRead && m_batches.empty() && m_free.size() == buffers;
}

Result<> Copier::startAll()
{
    if (m_order.isTakingTurns) {
        const bool isFull = m_free.empty() || m_isRead || m_batches.size() >= batchesMax;
        if (!m_isWritersTurn && m_reading == 0 && isFull && !m_writes.empty()) {
            m_isWritersTurn = true;
            std::ranges::sort(m_writes, {}, [this](const Write &write) {
                const Buffer &buffer = m_buffers[write.buffer];
                return std::pair(write.target, buffer.batch->pieces[buffer.piece].extent.begin);
            });
        }
        if (m_isWritersTurn && m_writes.empty() && m_writing == 0)
            m_isWritersTurn = false;
    }
    startWrites();
    startReadsBack();
    return startReads();
}

Bytes Copier::limitOn(std::size_t devices) const
{
    return pieceSize * static_cast<std::int64_t>(m_depth.value() * devices);
}

bool Copier::mayRead() const
{
    // A batch that waits to be read back needs buffers as well.
    const bool isAnyDurable = !m_batches.empty() && m_batches.front()->isDurable;
    const std::size_t kept = isAnyDurable ? buffers / 4 : 0;
    const bool isRoom =
        m_batches.size() < batchesMax || (m_batches.size() == batchesMax && !m_batches.back()->isClosed);
    return !m_isRead && !m_isWritersTurn && isRoom && m_limit.pause(m_now()) == Pause::zero()
        && m_readingBytes < limitOn(1) && m_free.size() > kept;
}

Result<> Copier::startReads()
{
    while (mayRead()) {
        TRY(const Extent piece, m_pieces.next());
        if (piece.isEmpty()) {
            m_isRead = true;
            if (m_batches.empty() || m_batches.back()->isClosed)
                return {};
            m_batches.back()->isClosed = true;
            return flushIfWritten(*m_batches.back());
        }
        if (m_batches.empty() || m_batches.back()->isClosed) {
            m_batches.push_back(std::make_unique<Batch>());
            m_batches.back()->number = m_batchNumber + m_batches.size() - 1;
        }
        Batch &batch = *m_batches.back();
        const std::size_t index = m_free.back();
        m_free.pop_back();
        Buffer &buffer = m_buffers[index];
        buffer.role = Role::Reading;
        buffer.batch = &batch;
        buffer.piece = batch.pieces.size();
        batch.pieces.push_back({.extent = piece, .digests = {}});
        batch.size += piece.size;
        batch.isClosed = batch.size >= batchSize;
        ++m_reading;
        m_readingBytes += piece.size;
        m_limit.take(piece.size, m_now());
        start(*m_order.source, Transfer::Kind::Read, piece.begin, index);
    }
    return {};
}

void Copier::startWrites()
{
    while (!m_writes.empty() && m_writingBytes < limitOn(m_devices.size())
           && m_transfers->underWay() < transfersMax - buffers
           && (!m_order.isTakingTurns || m_isWritersTurn)) {
        const Write write = m_writes.front();
        m_writes.pop_front();
        const Buffer &buffer = m_buffers[write.buffer];
        const CopyTarget &target = m_order.targets[write.target];
        const Extent place = m_order.placeIn(target, buffer.batch->pieces[buffer.piece].extent);
        ++m_writing;
        m_writingBytes += place.size;
        start(*target.device, Transfer::Kind::Write, place.begin, write.buffer);
    }
}

void Copier::startReadsBack()
{
    for (const std::unique_ptr<Batch> &batch : m_batches) {
        const std::size_t all = batch->pieces.size() * m_order.targets.size();
        while (batch->isDurable && batch->readBack < all && !m_free.empty()
               && m_readingBackBytes < limitOn(m_devices.size())) {
            const std::size_t index = m_free.back();
            m_free.pop_back();
            Buffer &buffer = m_buffers[index];
            buffer.role = Role::ReadingBack;
            buffer.batch = batch.get();
            buffer.piece = batch->readBack % batch->pieces.size();
            buffer.target = batch->readBack / batch->pieces.size();
            ++batch->readBack;
            const CopyTarget &target = m_order.targets[buffer.target];
            const Extent place = m_order.placeIn(target, batch->pieces[buffer.piece].extent);
            m_readingBackBytes += place.size;
            start(*target.device, Transfer::Kind::Read, place.begin, index);
        }
    }
}

std::span<std::byte> Copier::memoryOf(const Buffer &buffer) const
{
    return buffer.memory.first(countOf(buffer.batch->pieces[buffer.piece].extent.size));
}

void Copier::start(BlockDevice &device, Transfer::Kind kind, Offset at, std::uint64_t tag)
{
    const auto memory = kind == Transfer::Kind::Flush ? std::span<std::byte>() : memoryOf(m_buffers[tag]);
    m_transfers->start(device, {.kind = kind, .at = at, .memory = memory}, tag);
}

Result<> Copier::handle(Transfers::Finished finished)
{
    if (finished.tag >= flushTag)
        return handleFlush(*m_batches[finished.tag - flushTag - m_batchNumber], std::move(finished.result));
    m_depth.moved(Bytes(static_cast<std::int64_t>(memoryOf(m_buffers[finished.tag]).size())), m_now());
    switch (m_buffers[finished.tag].role) {
    case Role::Reading:
        return handleRead(finished.tag, std::move(finished.result));
    case Role::Writing:
        return handleWrite(finished.tag, std::move(finished.result));
    case Role::ReadingBack:
        return handleReadBack(finished.tag, std::move(finished.result));
    case Role::Free:
        break;
    }
    assert(false && "a buffer that nobody uses was read or written");
    return {};
}

Result<> Copier::handleRead(std::size_t index, Result<> result)
{
    Buffer &buffer = m_buffers[index];
    Batch::Piece &piece = buffer.batch->pieces[buffer.piece];
    --m_reading;
    m_readingBytes = m_readingBytes - piece.extent.size;
    Bytes got = piece.extent.size;
    if (!result) {
        TRY(got, m_rescue.read(piece.extent, memoryOf(buffer), result.error(), m_stop));
    }
    piece.digests = blockDigests(m_order.digest, memoryOf(buffer));
    m_outcome.read += got;
    buffer.role = Role::Writing;
    buffer.writesLeft = m_order.targets.size();
    for (std::size_t target = 0; target < m_order.targets.size(); ++target)
        m_writes.push_back({.buffer = index, .target = target});
    return {};
}

Result<> Copier::handleWrite(std::size_t index, Result<> result)
{
    Buffer &buffer = m_buffers[index];
    --m_writing;
    m_writingBytes = m_writingBytes - buffer.batch->pieces[buffer.piece].extent.size;
    CHECK(std::move(result));
    if (--buffer.writesLeft > 0)
        return {};
    Batch &batch = *buffer.batch;
    m_outcome.written +=
        batch.pieces[buffer.piece].extent.size * static_cast<std::int64_t>(m_order.targets.size());
    buffer.role = Role::Free;
    m_free.push_back(index);
    ++batch.written;
    return flushIfWritten(batch);
}

Result<> Copier::flushIfWritten(Batch &batch)
{
    if (!batch.isWritten())
        return {};
    batch.flushesLeft = m_devices.size();
    for (BlockDevice *const device : m_devices)
        start(*device, Transfer::Kind::Flush, {}, flushTag + batch.number);
    return {};
}

Result<> Copier::handleFlush(Batch &batch, Result<> result)
{
    CHECK(std::move(result));
    if (--batch.flushesLeft > 0)
        return {};
    batch.isDurable = true;
    m_advance(
        {.read = batch.size, .written = batch.size * static_cast<std::int64_t>(m_order.targets.size())});
    if (!m_order.isReadBack) {
        batch.readBack = batch.compared = batch.pieces.size() * m_order.targets.size();
        return {};
    }
    // What lies in a cache of this machine proves nothing about the medium.
    const Extent all = extentBetween(batch.pieces.front().extent.begin, batch.pieces.back().extent.end());
    for (const CopyTarget &target : m_order.targets)
        CHECK(target.device->dropCache(m_order.placeIn(target, all)));
    return {};
}

Result<> Copier::handleReadBack(std::size_t index, Result<> result)
{
    Buffer &buffer = m_buffers[index];
    CHECK(std::move(result));
    Batch &batch = *buffer.batch;
    const Batch::Piece &piece = batch.pieces[buffer.piece];
    m_readingBackBytes = m_readingBackBytes - piece.extent.size;
    const CopyTarget &target = m_order.targets[buffer.target];
    if (blockDigests(m_order.digest, memoryOf(buffer)) != piece.digests)
        return fail(ErrorCode::Mismatch, target.device->name(),
                    rangeText(m_order.placeIn(target, piece.extent))
                        + " do not read back as they were written");
    m_outcome.readBack += piece.extent.size;
    m_advance({.read = piece.extent.size, .written = {}});
    buffer.role = Role::Free;
    m_free.push_back(index);
    ++batch.compared;
    return {};
}

/// Forgets the batches that are done with, oldest first, so that the digests are told in order.
void Copier::retire()
{
    while (!m_batches.empty()) {
        const Batch &oldest = *m_batches.front();
        if (!oldest.isDurable || oldest.compared < oldest.pieces.size() * m_order.targets.size())
            return;
        for (const Batch::Piece &piece : oldest.pieces)
            m_imprinter.add(Offset() + (piece.extent.begin - m_order.extent.begin), piece.digests);
        m_batches.pop_front();
        ++m_batchNumber;
    }
}

Result<CopyOutcome> copyBlocks(const CopyOrder &order, const Copier::Advance &advance,
                               const std::stop_token &stop)
{
    TRY(const Bytes cleared, clearRest(order, stop));
    CopyOutcome outcome;
    {
        Copier copier(order, advance);
        TRY(outcome, copier.run(stop));
    }
    outcome.cleared = cleared;
    for (const CopyTarget &target : order.targets)
        CHECK(target.device->flush());
    if (order.isReadBack)
        CHECK(checkCleared(order, stop));
    return outcome;
}

}
