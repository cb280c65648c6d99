// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/program.h"

#include <algorithm>
#include <cassert>

namespace parterre::remap {

namespace {

Bytes times(Bytes step, std::uint64_t count)
{
    return step * static_cast<std::int64_t>(count);
}

}

std::uint64_t Run::pieces() const
{
    return static_cast<std::uint64_t>((size.count() + step.count() - 1) / step.count());
}

Copy Run::piece(std::uint64_t index) const
{
    assert(index < pieces());
    const Bytes before = times(step, index);
    const Bytes length = std::min(step, size - before);
    const Bytes along = isDescending ? size - before - length : before;
    const auto place = [&](Offset begin, std::uint32_t slots) {
        return begin + (slots == 0 ? along : times(step, index % slots));
    };
    return {.source = {.begin = place(source, sourceSlots), .size = length},
            .destination = place(destination, destinationSlots)};
}

EpochReader::EpochReader(const Program &program, std::uint64_t from)
    : m_program(program)
    , m_epoch(from)
{
    admit();
}

std::vector<Copy> EpochReader::copies() const
{
    std::vector<Copy> copies;
    copies.reserve(m_active.size());
    for (const Run *run : m_active)
        copies.push_back(run->piece(m_epoch - run->epoch));
    return copies;
}

void EpochReader::advance()
{
    ++m_epoch;
    admit();
}

void EpochReader::admit()
{
    std::erase_if(m_active, [&](const Run *run) { return run->endEpoch() <= m_epoch; });
    for (; m_next < m_program.runs.size() && m_program.runs[m_next].epoch <= m_epoch; ++m_next) {
        if (m_program.runs[m_next].endEpoch() > m_epoch)
            m_active.push_back(&m_program.runs[m_next]);
    }
}

}
