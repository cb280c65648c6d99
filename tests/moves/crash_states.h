// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/moves/mapped_disk.h"
#include "tests/moves/write_log.h"

namespace parterre::test {

/// What a power cut may leave of a disk, along a log of what was written to it.
///
/// Everything that was flushed, and any subset of what was written since: whole writes, or torn between
/// sectors, one sector of them perhaps garbage.
class CrashStates
{
public:
    /// `durable` is the disk from before the log, and is changed.
    CrashStates(std::span<std::byte> durable, const std::vector<LoggedWrite> &log);

    /// One entry of the log further; false at its end.
    [[nodiscard]] bool advance();
    /// Whether this seed's state is one that no earlier seed, and no earlier moment, has already: 0 is all of
    /// what is not flushed, 1 nothing of it, 2 all but the last write, 3 the last one alone; those above are
    /// drawn.
    [[nodiscard]] bool hasSeed(std::uint64_t seed) const;
    /// Puts what survives onto `disk`, which holds what durable() does.
    void survive(std::span<std::byte> disk, std::uint64_t seed) const;

    [[nodiscard]] std::span<const std::byte> durable() const { return m_durable; }

private:
    void makeDurable();

    std::span<std::byte> m_durable;
    const std::vector<LoggedWrite> &m_log;
    std::size_t m_next = 0;
    std::vector<LoggedWrite> m_unflushed;
};

}
