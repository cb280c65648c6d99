// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/program.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace parterre::remap {

/// What makes a program unsafe to run.
enum class Rule : std::uint8_t {
    OverwritesItsSource,     ///< an epoch writes where it reads: after a power cut it could not be redone
    WritesTwice,             ///< an epoch writes one place twice
    OverwritesTheLastEpoch,  ///< an epoch writes where the one before it did: that one could not be checked
    WritesElsewhere,  ///< a write outside of sources, destinations and scratch
    WrongResult,  ///< a destination does not end with what was wished
    WritesTooMuch,  ///< an epoch writes more than ProgramLimits::epochBytes
    IsTooLong,  ///< more of something than ProgramLimits has
};

/// What a program may have at most, so that it takes bounded time and memory to check one that somebody else
/// has made: part of the journal's format (docs/journal-format.md).
struct ProgramLimits
{
    /// What one epoch writes.
    Bytes epochBytes{std::int64_t{256} << 20U};
    std::uint64_t epochs = std::uint64_t{1} << 25U;
    /// In sum over all copies: of how many stretches, apart at the beginning, each source is made up.
    std::uint64_t stretches = std::uint64_t{1} << 26U;
    /// Stretches that lie elsewhere than at the beginning, at any time.
    std::size_t movedStretches = std::size_t{1} << 22U;
};

struct Violation
{
    Rule rule{};
    std::uint64_t epoch = 0;  ///< the number of epochs for WrongResult
    Extent where;

    friend bool operator==(const Violation &, const Violation &) = default;
};

/// Carries the program out on a map of contents and checks each epoch against the rules that let it be
/// resumed after a power cut at any write: an epoch can be done again as long as the record of the
/// next one is not written (no epoch overwrites a source of its own), and can be recognised as done
/// by what it wrote (the next epoch leaves that alone). nullopt if all of it is kept, and each
/// destination ends with what `moves` wishes.
///
/// Reads nothing but its arguments: whoever made the program proves nothing by it. Takes time by the
/// number of epochs and stretches, memory by that of stretches that move differently. Requires that
/// destinations are apart from each other.
[[nodiscard]] std::optional<Violation> findViolation(const Program &program, const std::vector<Move> &moves,
                                                     const std::vector<Extent> &scratch,
                                                     const ProgramLimits &limits = {});

}
