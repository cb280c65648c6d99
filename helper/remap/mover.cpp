// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/mover.h"

#include "core/remap/extent_set.h"
#include "core/remap/proof.h"
#include "helper/copy/rescue.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace parterre::remap {

namespace {

/// So much of what older epochs wrote is compared at the start: more than what a drive's cache may hold.
constexpr Bytes olderMax{std::int64_t{512} << 20U};

std::vector<Extent> targetsOf(const std::vector<Copy> &copies)
{
    std::vector<Extent> targets;
    for (const Copy &copy : copies)
        targets.push_back(copy.target());
    return targets;
}

Bytes sizeOf(const std::vector<Extent> &extents)
{
    Bytes size;
    for (const Extent &extent : extents)
        size += extent.size;
    return size;
}

std::string nameOf(Rule rule)
{
    switch (rule) {
    case Rule::OverwritesItsSource:
        return "an epoch overwrites its own source";
    case Rule::WritesTwice:
        return "an epoch writes one place twice";
    case Rule::OverwritesTheLastEpoch:
        return "an epoch overwrites what the one before it wrote";
    case Rule::WritesElsewhere:
        return "an epoch writes where it may not";
    case Rule::WrongResult:
        return "it does not come to what is wished";
    case Rule::WritesTooMuch:
        return "an epoch writes more than 256 MiB";
    case Rule::IsTooLong:
        return "it is longer than any may be";
    }
    return {};
}

/// The epochs from `from` to `to` inclusive, in order.
std::vector<std::vector<Copy>> epochsBetween(const Program &program, std::uint64_t from, std::uint64_t to)
{
    std::vector<std::vector<Copy>> epochs;
    for (EpochReader reader(program, from); !reader.isAtEnd() && reader.epoch() <= to; reader.advance())
        epochs.push_back(reader.copies());
    return epochs;
}

}

Mover::Mover(BlockDevice &disk, Journal &journal, EpochIo &io, Advance advance)
    : m_disk(disk)
    , m_journal(journal)
    , m_advance(std::move(advance))
    , m_io(io)
{}

Result<> Mover::checkProgram() const
{
    const Body &body = m_journal.body();
    const auto violation = findViolation(body.program, body.moves, body.scratch);
    if (!violation)
        return {};
    return fail(ErrorCode::Refused, m_disk.name(),
                "the program is not safe: " + nameOf(violation->rule) + ", in epoch "
                    + std::to_string(violation->epoch) + ", " + rangeText(violation->where));
}

Result<> Mover::flush()
{
    ++m_outcome.flushes;
    return m_disk.flush();
}

Result<bool> Mover::isWritten(const Record &record)
{
    const EpochReader reader(m_journal.body().program, record.epoch);
    TRY(const std::vector<Hash> hashes, m_io.hash(m_disk, targetsOf(reader.copies()), {}));
    return hashes == record.hashes;
}

/// What older epochs wrote and nothing has overwritten since must be there.
Result<> Mover::checkOlder(const std::vector<Record> &records)
{
    const Program &program = m_journal.body().program;
    const std::uint64_t newest = records.back().epoch;
    ExtentSet later;
    Bytes compared;
    // Of the newest epoch any part may have reached the medium, and of the next one, whose record did not.
    for (const std::vector<Copy> &epoch : epochsBetween(program, newest, newest + 1)) {
        for (const Extent &target : targetsOf(epoch))
            later.add(target);
    }
    for (const Record &record : records | std::views::reverse | std::views::drop(1)) {
        const std::vector<Copy> copies = EpochReader(program, record.epoch).copies();
        const std::vector<Extent> targets = targetsOf(copies);
        compared += sizeOf(targets);
        if (compared > olderMax && record.epoch + 1 != newest)
            break;
        TRY(const std::vector<Hash> hashes, m_io.hash(m_disk, targets, {}));
        const std::size_t group = copiesInGroup(copies.size());
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const std::size_t first = i / group * group;
            const auto members = std::span(targets).subspan(first, std::min(group, targets.size() - first));
            const bool isOverwritten =
                std::ranges::any_of(members, [&](const Extent &one) { return later.overlaps(one); });
            const bool isSame =
                i / group < record.hashes.size() && hashes[i / group] == record.hashes[i / group];
            if (!isOverwritten && !isSame)
                return fail(ErrorCode::Corrupt, m_disk.name(),
                            rangeText(targets[i]) + " were written and flushed in epoch "
                                + std::to_string(record.epoch)
                                + ", and hold something else: the drive lost what it said was safe, or "
                                  "another program wrote there");
        }
        for (const Extent &target : targets)
            later.add(target);
    }
    return {};
}

Result<std::uint64_t> Mover::position()
{
    m_io.forget();
    // First of all: what was written must be as durable as what is concluded from it.
    CHECK(flush());
    TRY(const std::vector<Record> records, m_journal.records());
    m_isHalfDone = false;
    if (records.empty())
        return 0;
    m_isSealed = isSealed(records, m_journal.body().program);
    if (m_isSealed)
        return records.back().epoch;
    CHECK(checkOlder(records));
    TRY(const bool isDone, isWritten(records.back()));
    m_isHalfDone = !isDone;
    return isDone ? records.back().epoch + 1 : records.back().epoch;
}

Result<> Mover::doEpoch(EpochReader &reader, bool hasRecord, const std::stop_token &stop)
{
    const std::vector<Copy> copies = reader.copies();
    TRY(std::vector<Hash> hashes, m_io.copy(m_disk, copies, stop));
    // The newest record is never written anew: a torn one would be none, and the one before it would count.
    if (!hasRecord)
        CHECK(m_journal.put({.epoch = reader.epoch(), .hashes = std::move(hashes)}));
    CHECK(flush());
    reader.advance();
    m_written += sizeOf(targetsOf(copies));
    if (m_advance)
        m_advance({.epoch = reader.epoch(), .epochs = m_journal.body().program.epochs, .written = m_written});
    return {};
}

/// The seal is never written anew: a torn one would be none, and what finishes the move may have changed what
/// the last epochs wrote.
Result<> Mover::seal()
{
    if (m_isSealed)
        return {};
    CHECK(m_journal.put({.epoch = m_journal.body().program.epochs, .hashes = {}}));
    return flush();
}

Result<MoveOutcome> Mover::run(const std::stop_token &stop)
{
    CHECK(checkProgram());
    TRY(const std::uint64_t from, position());
    const Program &program = m_journal.body().program;
    m_written = {};
    for (EpochReader before(program); before.epoch() < from; before.advance())
        m_written += sizeOf(targetsOf(before.copies()));
    const Bytes readBefore = m_io.read();
    const Bytes writtenBefore = m_io.written();
    EpochReader reader(program, from);
    bool hasRecord = m_isHalfDone;
    while (!reader.isAtEnd()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_disk.name());
        CHECK(doEpoch(reader, std::exchange(hasRecord, false), stop));
    }
    CHECK(seal());
    m_outcome.read = m_io.read() - readBefore;
    m_outcome.written = m_io.written() - writtenBefore;
    return m_outcome;
}

Result<std::uint64_t> Mover::rest(const std::stop_token &stop)
{
    CHECK(checkProgram());
    TRY(const std::uint64_t at, position());
    if (!m_isHalfDone)
        return at;
    EpochReader reader(m_journal.body().program, at);
    CHECK(doEpoch(reader, true, stop));
    return reader.epoch();
}

}
