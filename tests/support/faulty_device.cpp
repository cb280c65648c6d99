// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/faulty_device.h"

#include <algorithm>

#include <errno.h>

namespace parterre {

namespace {

bool touchesAny(const std::vector<Extent> &bad, Extent extent)
{
    return std::ranges::any_of(bad, [&](Extent one) { return one.overlaps(extent); });
}

Extent extentOf(Offset at, std::size_t size)
{
    return {.begin = at, .size = Bytes(static_cast<std::int64_t>(size))};
}

}

void FaultyDevice::failAfter(int operations, int systemErrno)
{
    m_budget = operations;
    m_budgetErrno = systemErrno;
}

Result<> FaultyDevice::spend()
{
    if (m_budgetErrno && m_budget.fetch_sub(1) <= 0)
        return failErrno(name(), *m_budgetErrno, "budget spent");
    return {};
}

Result<> FaultyDevice::read(Offset at, std::span<std::byte> into)
{
    CHECK(spend());
    if (touchesAny(m_badReads, extentOf(at, into.size())))
        return failErrno(name(), EIO, "read at " + std::to_string(at.bytes()));
    CHECK(m_inner.read(at, into));
    const std::int64_t sector = sectorSize().count();
    for (const Extent &lie : m_lyingReads) {
        for (Offset bad = lie.begin; bad < lie.end(); bad = bad + Bytes(sector)) {
            if (bad >= at && bad < extentOf(at, into.size()).end())
                into[static_cast<std::size_t>((bad - at).count())] ^= std::byte{1};
        }
    }
    return {};
}

Result<> FaultyDevice::write(Offset at, std::span<const std::byte> from)
{
    CHECK(spend());
    if (touchesAny(m_badWrites, extentOf(at, from.size())))
        return failErrno(name(), EIO, "write at " + std::to_string(at.bytes()));
    return m_inner.write(at, from);
}

Result<> FaultyDevice::flush()
{
    CHECK(spend());
    if (m_failsFlushes)
        return failErrno(name(), EIO, "flush");
    return m_inner.flush();
}

Result<> FaultyDevice::zero(Extent extent)
{
    CHECK(spend());
    if (touchesAny(m_badWrites, extent))
        return failErrno(name(), EIO, "zero at " + std::to_string(extent.begin.bytes()));
    return m_inner.zero(extent);
}

}
