// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/program_writer.h"

#include <algorithm>
#include <utility>

namespace parterre::remap {

namespace {

Bytes distance(Offset one, Offset other)
{
    return one < other ? other - one : one - other;
}

}

Bytes wholeSectors(Bytes amount, Bytes grain)
{
    return std::max(grain, amount - Bytes(amount.count() % grain.count()));
}

ProgramWriter::ProgramWriter(Bytes grain, Bytes epochMax)
    : m_grain(grain)
    , m_epochMax(epochMax)
{}

void ProgramWriter::copy(Extent source, const std::vector<Offset> &destinations)
{
    const auto copies = static_cast<std::int64_t>(destinations.size());
    m_program.moved += source.size * copies;
    const Bytes step = wholeSectors(Bytes(m_epochMax / Bytes(copies)), m_grain);
    const bool isLong = source.size > step;
    if (isLong || !fits(source, destinations)) {
        std::vector<Extent> first;
        for (const Offset destination : destinations)
            first.push_back({.begin = destination, .size = std::min(step, source.size)});
        beginRun(first);
    }
    std::vector<Extent> last;
    std::uint64_t epochs = 0;
    for (const Offset destination : destinations) {
        const Run run{.source = source.begin,
                      .destination = destination,
                      .size = source.size,
                      .step = isLong ? step : source.size,
                      .epoch = m_program.epochs};
        epochs = run.pieces();
        last.push_back(run.piece(epochs - 1).target());
        m_program.runs.push_back(run);
    }
    if (isLong) {
        endRun(epochs, last);
        return;
    }
    m_sources.add(source);
    std::ranges::for_each(last, [&](const Extent &target) { m_targets.add(target); });
    m_written += source.size * copies;
}

void ProgramWriter::shift(Extent source, Offset destination)
{
    const Bytes by = distance(source.begin, destination);
    const Run run{.source = source.begin,
                  .destination = destination,
                  .size = source.size,
                  .step = wholeSectors(std::min(by, m_epochMax), m_grain),
                  .isDescending = destination > source.begin};
    beginRun({run.piece(0).target()});
    m_program.moved += source.size;
    m_program.runs.push_back(run);
    m_program.runs.back().epoch = m_program.epochs;
    endRun(run.pieces(), {run.piece(run.pieces() - 1).target()});
}

void ProgramWriter::shiftThrough(Extent source, Offset destination, Offset scratch, Bytes slot)
{
    Run in{.source = source.begin,
           .destination = scratch,
           .size = source.size,
           .step = slot,
           .destinationSlots = 2,
           .isDescending = destination > source.begin};
    Run out{.source = scratch,
            .destination = destination,
            .size = source.size,
            .step = slot,
            .sourceSlots = 2,
            .isDescending = in.isDescending};
    beginRun({{.begin = scratch, .size = slot * 2}, in.piece(0).target()});
    in.epoch = m_program.epochs;
    out.epoch = in.epoch + 1;
    m_program.moved += source.size;
    m_program.staged += source.size;
    m_program.runs.push_back(in);
    m_program.runs.push_back(out);
    endRun(out.endEpoch() - in.epoch, {out.piece(out.pieces() - 1).target()});
}

void ProgramWriter::exchange(const Exchange &exchange)
{
    const auto &[place, with, slots, piece] = exchange;
    constexpr std::uint32_t count = 3;
    beginRun({{.begin = slots, .size = piece}});
    Run aside{.source = place.begin,
              .destination = slots,
              .size = place.size,
              .step = piece,
              .destinationSlots = count};
    Run home{.source = with, .destination = place.begin, .size = place.size, .step = piece};
    Run back{.source = slots, .destination = with, .size = place.size, .step = piece, .sourceSlots = count};
    aside.epoch = m_program.epochs;
    home.epoch = aside.epoch + 1;
    back.epoch = aside.epoch + 2;
    m_program.runs.insert(m_program.runs.end(), {aside, home, back});
    m_program.moved += place.size;
    m_program.staged += place.size * 2;
    endRun(back.endEpoch() - aside.epoch, {back.piece(back.pieces() - 1).target()});
}

void ProgramWriter::exchangeRotated(const Exchange &exchange)
{
    const auto &[place, with, slots, piece] = exchange;
    const Bytes through = piece * 2;
    beginRun({{.begin = slots, .size = piece}});
    const std::uint64_t first = m_program.epochs;
    const Run aside{
        .source = place.begin, .destination = slots, .size = through, .step = piece, .epoch = first};
    const Run home{
        .source = with, .destination = place.begin, .size = place.size, .step = piece, .epoch = first + 1};
    // A piece is written where one was read in the epoch before.
    const Run away{.source = place.begin + through,
                   .destination = with,
                   .size = place.size - through,
                   .step = piece,
                   .epoch = first + 2};
    m_program.runs.insert(m_program.runs.end(), {aside, home, away});
    m_program.moved += place.size;
    m_program.staged += place.size;
    endRun(home.endEpoch() - first, {home.piece(home.pieces() - 1).target()});
    copy({.begin = slots, .size = through}, {with + away.size});
    markStaged(through);
}

void ProgramWriter::markStaged(Bytes size)
{
    m_program.moved = m_program.moved - size;
    m_program.staged += size;
}

void ProgramWriter::markMoved(Bytes size)
{
    m_program.moved += size;
    m_program.staged = m_program.staged - size;
}

Program ProgramWriter::finish()
{
    if (!m_targets.isEmpty())
        closeEpoch();
    std::ranges::stable_sort(m_program.runs, {}, &Run::epoch);
    return std::move(m_program);
}

/// Whether it may be done in the open epoch, with all that is in it already.
bool ProgramWriter::fits(Extent source, const std::vector<Offset> &destinations) const
{
    const auto copies = static_cast<std::int64_t>(destinations.size());
    if (m_written + source.size * copies > m_epochMax || m_targets.overlaps(source))
        return false;
    return std::ranges::none_of(destinations, [&](Offset destination) {
        const Extent target{.begin = destination, .size = source.size};
        return m_sources.overlaps(target) || m_targets.overlaps(target) || m_lastTargets.overlaps(target);
    });
}

void ProgramWriter::closeEpoch()
{
    ++m_program.epochs;
    m_lastTargets = std::exchange(m_targets, ExtentSet());
    m_sources = ExtentSet();
    m_written = {};
}

/// Begins an epoch; leaves one empty where the one before it wrote to the same places.
void ProgramWriter::beginRun(const std::vector<Extent> &firstTargets)
{
    if (!m_targets.isEmpty())
        closeEpoch();
    if (std::ranges::any_of(firstTargets,
                            [&](const Extent &target) { return m_lastTargets.overlaps(target); }))
        closeEpoch();
}

void ProgramWriter::endRun(std::uint64_t epochs, const std::vector<Extent> &lastTargets)
{
    m_program.epochs += epochs;
    m_lastTargets = ExtentSet(lastTargets);
}

}
