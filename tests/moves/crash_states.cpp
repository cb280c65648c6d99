// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/crash_states.h"

#include "tests/support/dice.h"

#include <algorithm>
#include <functional>

namespace parterre::test {

namespace {

constexpr std::size_t sector = 512;

void put(std::span<std::byte> disk, const LoggedWrite &write)
{
    std::ranges::copy(write.bytes, disk.begin() + write.at.bytes());
}

/// Sectors of a write, each with the same odds.
void putTorn(std::span<std::byte> disk, const LoggedWrite &write, Dice &dice)
{
    for (std::size_t at = 0; at < write.bytes.size(); at += sector) {
        if (dice.isOneIn(2))
            put(disk,
                {.at = write.at + Bytes(static_cast<std::int64_t>(at)),
                 .bytes = write.bytes.subspan(at, sector)});
    }
}

/// One sector of a write is neither what it was nor what it shall be. Not of a table: a power cut leaves a
/// table's sector old or new (docs/adr/0005), else no table on any disk would survive one.
void garble(std::span<std::byte> disk, const LoggedWrite &write, Dice &dice)
{
    constexpr std::int64_t tableRoom = std::int64_t{1} << 20U;
    const std::int64_t begin = write.at.bytes();
    if (begin < tableRoom || begin >= static_cast<std::int64_t>(disk.size()) - tableRoom)
        return;
    const std::size_t at = dice.below(write.bytes.size() / sector) * sector;
    for (std::size_t i = 0; i < sector; ++i)
        disk[static_cast<std::size_t>(write.at.bytes()) + at + i] = static_cast<std::byte>(dice.next());
}

}

CrashStates::CrashStates(std::span<std::byte> durable, const std::vector<LoggedWrite> &log)
    : m_durable(durable)
    , m_log(log)
{}

void CrashStates::makeDurable()
{
    for (const LoggedWrite &write : m_unflushed)
        put(m_durable, write);
    m_unflushed.clear();
}

bool CrashStates::advance()
{
    if (m_next == m_log.size())
        return false;
    const LoggedWrite &entry = m_log[m_next++];
    if (entry.isFlush)
        makeDurable();
    if (entry.isForced)
        put(m_durable, entry);
    else if (!entry.bytes.empty())
        m_unflushed.push_back(entry);
    return true;
}

bool CrashStates::hasSeed(std::uint64_t seed) const
{
    // Nothing of it is what the last flush left; one write alone has no other.
    if (m_unflushed.size() < 2)
        return seed == 0 || (seed > 3 && !m_unflushed.empty() && m_unflushed.back().bytes.size() > sector);
    return true;
}

void CrashStates::survive(std::span<std::byte> disk, std::uint64_t seed) const
{
    Dice dice(seed * 1000003 + m_next);
    const std::size_t last = m_unflushed.size() - 1;
    // Of one write alone there is no subset but of its sectors.
    const bool isTorn = seed > 3 && (m_unflushed.size() == 1 || dice.isOneIn(2));
    const std::size_t prefix = dice.below(m_unflushed.size() + 1);
    const std::uint64_t kind = seed < 4 ? seed : m_unflushed.size() == 1 ? 1 : 4 + dice.below(2);
    const auto survives = [&](std::size_t i) {
        switch (kind) {
        case 0:
            return true;
        case 1:
            return false;
        case 2:
            return i != last;
        case 3:
            return i == last;
        case 4:
            return i < prefix;
        default:
            return dice.isOneIn(2);
        }
    };
    for (std::size_t i = 0; i < m_unflushed.size(); ++i) {
        if (survives(i))
            put(disk, m_unflushed[i]);
        else if (isTorn)
            putTorn(disk, m_unflushed[i], dice);
    }
    if (seed > 3 && dice.isOneIn(4) && !m_unflushed.empty())
        garble(disk, m_unflushed[dice.below(m_unflushed.size())], dice);
}

}
