// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/extent_set.h"
#include "core/remap/program.h"

#include <vector>

namespace parterre::remap {

/// As much of `amount` as is physical sectors of `grain` bytes, one at least: what is shorter could tear
/// what shares its sector.
[[nodiscard]] Bytes wholeSectors(Bytes amount, Bytes grain);

/// Puts copies, told in the order in which they depend on each other, into as few epochs as the rules
/// of findViolation() allow.
class ProgramWriter
{
public:
    ProgramWriter(Bytes grain, Bytes epochMax);

    /// Copies `source`, which overlaps none of them, to all of `destinations` with one read.
    void copy(Extent source, const std::vector<Offset> &destinations);
    /// Copies to a place that overlaps the source, in epochs no longer than the shift.
    void shift(Extent source, Offset destination);
    /// The same through two slots of `slot` bytes each at `scratch`: each byte is written twice, and an
    /// epoch is as long as a slot.
    void shiftThrough(Extent source, Offset destination, Offset scratch, Bytes slot);
    /// What lies in two places that are apart, and equally long, trades them.
    struct Exchange
    {
        Extent place;
        Offset with;
        Offset slots;  ///< of three pieces
        Bytes piece;
    };
    /// What comes to lie in the place is written once, what has lain there twice.
    void exchange(const Exchange &exchange);
    /// What has lain there is written once too, but for its first two pieces: they come to lie after the
    /// rest of it. Requires that the place has four pieces at least.
    void exchangeRotated(const Exchange &exchange);
    /// Counts what was copied as staged, not as moved.
    void markStaged(Bytes size);
    /// The other way round.
    void markMoved(Bytes size);

    [[nodiscard]] Program finish();

private:
    [[nodiscard]] bool fits(Extent source, const std::vector<Offset> &destinations) const;
    void closeEpoch();
    void beginRun(const std::vector<Extent> &firstTargets);
    void endRun(std::uint64_t epochs, const std::vector<Extent> &lastTargets);

    Bytes m_grain;
    Bytes m_epochMax;
    Program m_program;
    ExtentSet m_sources;      ///< of the open epoch
    ExtentSet m_targets;
    ExtentSet m_lastTargets;  ///< of the one before it
    Bytes m_written;          ///< in the open epoch
};

}
