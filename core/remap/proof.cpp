// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/proof.h"

#include "core/remap/content_map.h"
#include "core/remap/extent_set.h"

#include <algorithm>

namespace parterre::remap {

namespace {

void sortByBegin(std::vector<Extent> &extents)
{
    std::ranges::sort(extents, {}, &Extent::begin);
}

/// Both sorted; the first part that both cover. One of them may overlap itself.
std::optional<Extent> firstOverlap(const std::vector<Extent> &disjoint, const std::vector<Extent> &others)
{
    for (const Extent &other : others) {
        auto at = std::ranges::upper_bound(disjoint, other.begin, {}, &Extent::begin);
        if (at != disjoint.begin() && std::prev(at)->overlaps(other))
            --at;
        if (at != disjoint.end() && at->overlaps(other))
            return extentBetween(std::max(at->begin, other.begin), std::min(at->end(), other.end()));
    }
    return std::nullopt;
}

/// The places that may be written: old ones too, once nobody needs them.
ExtentSet writable(const std::vector<Move> &moves, const std::vector<Extent> &scratch)
{
    ExtentSet places(scratch);
    for (const Extent &place : placesOf(moves))
        places.add(place);
    return places;
}

class Sweep
{
public:
    Sweep(const Program &program, const std::vector<Move> &moves, const std::vector<Extent> &scratch,
          const ProgramLimits &limits)
        : m_limits(limits)
        , m_epochs(program.epochs)
        , m_reader(program)
        , m_writable(writable(moves, scratch))
    {}

    std::optional<Violation> run(const std::vector<Move> &moves)
    {
        if (m_epochs > m_limits.epochs)
            return violated(Rule::IsTooLong, {});
        for (; !m_reader.isAtEnd(); m_reader.advance()) {
            if (const auto violation = checkEpoch(m_reader.copies()))
                return violation;
        }
        return checkResult(moves);
    }

private:
    Violation violated(Rule rule, Extent where) const
    {
        return {.rule = rule, .epoch = m_reader.epoch(), .where = where};
    }

    std::optional<Violation> checkEpoch(const std::vector<Copy> &copies)
    {
        std::vector<Extent> sources;
        std::vector<Extent> targets;
        Bytes written;
        for (const Copy &copy : copies) {
            written += copy.source.size;
            if (written > m_limits.epochBytes)
                return violated(Rule::WritesTooMuch, copy.target());
            sources.push_back(copy.source);
            targets.push_back(copy.target());
            if (!m_writable.contains(copy.target()))
                return violated(Rule::WritesElsewhere, copy.target());
        }
        sortByBegin(sources);
        sortByBegin(targets);
        if (const auto both = firstOverlapWithin(targets))
            return violated(Rule::WritesTwice, *both);
        if (const auto both = firstOverlap(targets, sources))
            return violated(Rule::OverwritesItsSource, *both);
        if (const auto both = firstOverlap(m_lastTargets, targets))
            return violated(Rule::OverwritesTheLastEpoch, *both);
        for (const Copy &copy : copies) {
            m_stretches += m_contents.apply(copy);
            if (m_stretches > m_limits.stretches || m_contents.stretches() > m_limits.movedStretches)
                return violated(Rule::IsTooLong, copy.source);
        }
        m_lastTargets = std::move(targets);
        return std::nullopt;
    }

    std::optional<Violation> checkResult(const std::vector<Move> &moves) const
    {
        for (const Move &move : moves) {
            for (const Offset destination : move.destinations) {
                const Extent place{.begin = destination, .size = move.source.size};
                if (!m_contents.holds(place, move.source.begin))
                    return violated(Rule::WrongResult, place);
            }
        }
        return std::nullopt;
    }

    ProgramLimits m_limits;
    std::uint64_t m_epochs;
    EpochReader m_reader;
    ExtentSet m_writable;
    std::vector<Extent> m_lastTargets;
    ContentMap m_contents;
    std::uint64_t m_stretches = 0;
};

}

std::optional<Violation> findViolation(const Program &program, const std::vector<Move> &moves,
                                       const std::vector<Extent> &scratch, const ProgramLimits &limits)
{
    return Sweep(program, moves, scratch, limits).run(moves);
}

}
