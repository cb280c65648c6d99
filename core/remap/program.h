// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/move.h"

#include <cstdint>
#include <vector>

namespace parterre::remap {

/// One copy of blocks within the disk.
struct Copy
{
    Extent source;
    Offset destination;

    [[nodiscard]] Extent target() const { return {.begin = destination, .size = source.size}; }
    friend bool operator==(const Copy &, const Copy &) = default;
};

/// A stretch of copying that is done piece by piece: piece k, of `step` bytes, in epoch `epoch` + k. The
/// last piece may be shorter.
///
/// A side with slots lies in scratch: its piece k begins k % slots steps after the offset. The other
/// side's pieces follow each other, from its end to its start where it is descending.
struct Run
{
    Offset source;
    Offset destination;
    Bytes size;
    Bytes step;                         ///< more than 0
    std::uint64_t epoch = 0;
    std::uint32_t sourceSlots = 0;      ///< 0: none
    std::uint32_t destinationSlots = 0;
    bool isDescending = false;

    [[nodiscard]] std::uint64_t pieces() const;
    /// Requires index < pieces().
    [[nodiscard]] Copy piece(std::uint64_t index) const;
    /// The first epoch after it.
    [[nodiscard]] std::uint64_t endEpoch() const { return epoch + pieces(); }

    friend bool operator==(const Run &, const Run &) = default;
};

/// What is copied, in which order: the copies of an epoch in any order or at once, the epochs one after
/// another with a flush after each. Small whatever the size of the disk: a terabyte that shifts is one
/// run.
struct Program
{
    std::vector<Run> runs;       ///< in the order of their first epochs
    std::uint64_t epochs = 0;
    Bytes moved;                 ///< what is written where it shall be
    Bytes staged;                ///< what is written to scratch on the way

    friend bool operator==(const Program &, const Program &) = default;
};

/// The copies of one epoch after another.
class EpochReader
{
public:
    /// `program` must outlive the value. Begins with epoch `from`.
    explicit EpochReader(const Program &program, std::uint64_t from = 0);
    explicit EpochReader(Program &&program, std::uint64_t from = 0) = delete;

    [[nodiscard]] bool isAtEnd() const { return m_epoch >= m_program.epochs; }
    [[nodiscard]] std::uint64_t epoch() const { return m_epoch; }
    /// The copies of the present epoch, by their runs' order.
    [[nodiscard]] std::vector<Copy> copies() const;
    void advance();

private:
    void admit();

    const Program &m_program;
    std::uint64_t m_epoch = 0;
    std::size_t m_next = 0;             ///< the first run that has not begun
    std::vector<const Run *> m_active;
};

}
