// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/epoch_io.h"

#include "helper/copy/depth.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace parterre::remap {

namespace {

constexpr Bytes unitSize{std::int64_t{1} << 20U};
constexpr unsigned transfersMax = 4 * EpochIo::buffersMost;

std::size_t countOf(Bytes bytes)
{
    return static_cast<std::size_t>(bytes.count());
}

std::size_t unitsOf(Bytes size)
{
    return static_cast<std::size_t>((size.count() + unitSize.count() - 1) / unitSize.count());
}

}

EpochIo::EpochIo(Medium medium, std::size_t buffers)
    : m_isTakingTurns(takesTurns(medium))
    , m_depth(m_isTakingTurns ? buffers : std::max(8U, Depth::rangeFor(medium).start))
    , m_memory(buffers * countOf(unitSize))
    , m_buffers(buffers)
{
    for (std::size_t i = 0; i < buffers; ++i) {
        m_buffers[i].memory = m_memory.bytes().subspan(i * countOf(unitSize), countOf(unitSize));
        m_free.push_back(i);
    }
    m_transfers = Transfers::make({.memory = m_memory.bytes(), .depth = transfersMax});
}

Result<std::vector<Hash>> EpochIo::copy(BlockDevice &disk, const std::vector<Copy> &copies,
                                        const std::stop_token &stop)
{
    if (std::exchange(m_disk, &disk) != &disk)
        forget();
    struct Fan
    {
        std::vector<Offset> targets;
        std::vector<std::size_t> firstUnits;
    };
    std::map<std::pair<Offset, Bytes>, Fan> fans;
    std::vector<std::size_t> unitsOfEach;
    std::size_t units = 0;
    for (const Copy &copy : copies) {
        Fan &fan = fans[{copy.source.begin, copy.source.size}];
        fan.targets.push_back(copy.destination);
        fan.firstUnits.push_back(units);
        unitsOfEach.push_back(unitsOf(copy.source.size));
        units += unitsOfEach.back();
    }
    m_units.assign(units, {});
    m_work.clear();
    for (const auto &[source, fan] : fans)
        add({.begin = source.first, .size = source.second}, fan.targets, fan.firstUnits);
    takeHeld();
    CHECK(runAll(stop));
    return hashes(unitsOfEach);
}

Result<std::vector<Hash>> EpochIo::hash(BlockDevice &disk, const std::vector<Extent> &places,
                                        const std::stop_token &stop)
{
    m_disk = &disk;
    forget();
    std::vector<std::size_t> unitsOfEach;
    std::size_t units = 0;
    m_work.clear();
    for (const Extent &place : places) {
        CHECK(m_disk->dropCache(place));
        add(place, {}, {units});
        unitsOfEach.push_back(unitsOf(place.size));
        units += unitsOfEach.back();
    }
    m_units.assign(units, {});
    m_next = 0;
    CHECK(runAll(stop));
    return hashes(unitsOfEach);
}

/// Cuts it into units.
void EpochIo::add(Extent source, const std::vector<Offset> &targets,
                  const std::vector<std::size_t> &firstUnits)
{
    std::size_t unit = 0;
    for (Bytes at; at < source.size; at += unitSize, ++unit) {
        Work work{.source = {.begin = source.begin + at, .size = std::min(unitSize, source.size - at)},
                  .targets = {},
                  .units = {}};
        for (const Offset target : targets)
            work.targets.push_back(target + at);
        for (const std::size_t first : firstUnits)
            work.units.push_back(first + unit);
        m_work.push_back(std::move(work));
    }
}

void EpochIo::forget()
{
    for (Buffer &buffer : m_buffers)
        buffer.held = {};
}

/// Begins with what need not be read, for the epoch before wrote it. All else is forgotten: this epoch may
/// overwrite it.
void EpochIo::takeHeld()
{
    std::map<std::pair<Offset, Bytes>, std::size_t> held;
    for (std::size_t i = 0; i < m_buffers.size(); ++i) {
        if (!m_buffers[i].held.isEmpty())
            held.emplace(std::pair(m_buffers[i].held.begin, m_buffers[i].held.size), i);
    }
    forget();
    std::vector<Work> begun;
    std::vector<Work> rest;
    std::vector<std::size_t> taken;
    for (Work &work : m_work) {
        const auto found = held.find({work.source.begin, work.source.size});
        if (found != held.end())
            taken.push_back(found->second);
        (found != held.end() ? begun : rest).push_back(std::move(work));
        if (found != held.end())
            held.erase(found);
    }
    m_next = begun.size();
    m_work = std::move(begun);
    std::ranges::move(rest, std::back_inserter(m_work));
    for (std::size_t i = 0; i < taken.size(); ++i) {
        std::erase(m_free, taken[i]);
        m_buffers[taken[i]].work = i;
        passOn(taken[i]);
    }
}

Result<> EpochIo::runAll(const std::stop_token &stop)
{
    Result<> result;
    while (result && (m_next < m_work.size() || m_free.size() < m_buffers.size())) {
        if (stop.stop_requested())
            result = fail(ErrorCode::Cancelled, m_disk->name());
        startWrites();
        if (result)
            startReads();
        if (m_transfers->underWay() > 0) {
            const Result<> handled = handle(m_transfers->wait());
            result = result ? handled : result;
        }
    }
    if (!result)
        (void)drain();
    return result;
}

/// Waits for what is under way; nothing more is begun, and all buffers are free again.
Result<> EpochIo::drain()
{
    Result<> result;
    while (m_transfers->underWay() > 0) {
        const Transfers::Finished finished = m_transfers->wait();
        result = result ? finished.result : result;
    }
    forget();
    m_writes.clear();
    m_free.clear();
    for (std::size_t i = 0; i < m_buffers.size(); ++i) {
        m_buffers[i].writesLeft = 0;
        m_free.push_back(i);
    }
    m_reading = m_writing = 0;
    return result;
}

/// A head travels less where much is read, then much is written.
bool EpochIo::isWritersTurn() const
{
    return !m_isTakingTurns || (m_reading == 0 && (m_free.empty() || m_next == m_work.size()));
}

void EpochIo::startReads()
{
    // While a turn's writes are under way no read gets between them.
    if (m_isTakingTurns && m_writing > 0)
        return;
    while (m_next < m_work.size() && !m_free.empty() && m_reading < m_depth) {
        const std::size_t index = m_free.front();
        m_free.pop_front();
        Buffer &buffer = m_buffers[index];
        buffer.work = m_next++;
        ++m_reading;
        m_transfers->start(*m_disk,
                           {.kind = Transfer::Kind::Read,
                            .at = m_work[buffer.work].source.begin,
                            .memory = memoryOf(buffer)},
                           index);
    }
}

void EpochIo::startWrites()
{
    if (!isWritersTurn())
        return;
    while (!m_writes.empty() && m_writing < 2 * m_depth) {
        std::ranges::pop_heap(m_writes, std::greater(), &Write::at);
        const Write write = m_writes.back();
        m_writes.pop_back();
        ++m_writing;
        m_transfers->start(
            *m_disk,
            {.kind = Transfer::Kind::Write, .at = write.at, .memory = memoryOf(m_buffers[write.buffer])},
            write.buffer);
    }
}

std::span<std::byte> EpochIo::memoryOf(const Buffer &buffer) const
{
    return buffer.memory.first(countOf(m_work[buffer.work].source.size));
}

Result<> EpochIo::handle(const Transfers::Finished &finished)
{
    if (!finished.result)
        return finished.result;
    Buffer &buffer = m_buffers[finished.tag];
    const Bytes size = m_work[buffer.work].source.size;
    if (buffer.writesLeft == 0) {
        --m_reading;
        m_read += size;
        passOn(finished.tag);
        return {};
    }
    --m_writing;
    m_written += size;
    if (--buffer.writesLeft == 0)
        release(finished.tag);
    return {};
}

/// What was read is hashed, and waits to be written.
void EpochIo::passOn(std::size_t index)
{
    Buffer &buffer = m_buffers[index];
    const Work &work = m_work[buffer.work];
    const Hash hash = hashOf(memoryOf(buffer));
    for (const std::size_t unit : work.units)
        m_units[unit] = hash;
    buffer.writesLeft = work.targets.size();
    for (const Offset target : work.targets) {
        m_writes.push_back({.buffer = index, .at = target});
        std::ranges::push_heap(m_writes, std::greater(), &Write::at);
    }
    if (work.targets.empty())
        release(index);
}

void EpochIo::release(std::size_t index)
{
    Buffer &buffer = m_buffers[index];
    const Work &work = m_work[buffer.work];
    if (!work.targets.empty())
        buffer.held = {.begin = work.targets.front(), .size = work.source.size};
    m_free.push_back(index);
}

/// One for each group of copies: the hash of its units' hashes.
std::vector<Hash> EpochIo::hashes(const std::vector<std::size_t> &unitsOfEach) const
{
    const std::size_t group = copiesInGroup(unitsOfEach.size());
    std::vector<Hash> result;
    std::size_t unit = 0;
    for (std::size_t first = 0; first < unitsOfEach.size(); first += group) {
        const std::size_t begin = unit;
        for (std::size_t i = first; i < std::min(first + group, unitsOfEach.size()); ++i)
            unit += unitsOfEach[i];
        result.push_back(hashOf(std::as_bytes(std::span(m_units).subspan(begin, unit - begin))));
    }
    return result;
}

}
