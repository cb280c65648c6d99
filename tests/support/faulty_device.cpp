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

void FaultyDevice::failOnceAfter(int operations, int systemErrno)
{
    failAfter(operations, systemErrno);
    m_isOnce = true;
}

Result<> FaultyDevice::permit(Transfer::Kind kind, Extent extent)
{
    const int left = m_budgetErrno ? m_budget-- : 1;
    if (left == 0 || (left < 0 && !m_isOnce)) {
        m_failed = m_failed.value_or(Failed{.kind = kind, .extent = extent});
        return failErrno(name(), *m_budgetErrno, "budget spent");
    }
    const std::string place = " at " + std::to_string(extent.begin.bytes());
    switch (kind) {
    case Transfer::Kind::Read:
        return touchesAny(m_badReads, extent) ? failErrno(name(), EIO, "read" + place) : Result<>();
    case Transfer::Kind::Write:
        return touchesAny(m_badWrites, extent) ? failErrno(name(), EIO, "write" + place) : Result<>();
    case Transfer::Kind::Flush:
        break;
    }
    return m_failsFlushes ? failErrno(name(), EIO, "flush") : Result<>();
}

void FaultyDevice::damage(Offset at, std::span<std::byte> into) const
{
    const std::int64_t sector = sectorSize().count();
    for (const Extent &lie : m_lyingReads) {
        for (Offset bad = lie.begin; bad < lie.end(); bad = bad + Bytes(sector)) {
            if (bad >= at && bad < extentOf(at, into.size()).end())
                into[static_cast<std::size_t>((bad - at).count())] ^= std::byte{1};
        }
    }
}

Result<> FaultyDevice::read(Offset at, std::span<std::byte> into)
{
    CHECK(permit(Transfer::Kind::Read, extentOf(at, into.size())));
    CHECK(m_inner.read(at, into));
    damage(at, into);
    return {};
}

Result<> FaultyDevice::write(Offset at, std::span<const std::byte> from)
{
    CHECK(permit(Transfer::Kind::Write, extentOf(at, from.size())));
    return m_inner.write(at, from);
}

Result<> FaultyDevice::flush()
{
    CHECK(permit(Transfer::Kind::Flush, {}));
    return m_inner.flush();
}

Result<> FaultyDevice::zero(Extent extent)
{
    CHECK(permit(Transfer::Kind::Write, extent));
    return m_inner.zero(extent);
}

Result<> FaultyDevice::settle(const Transfer &transfer, std::int64_t outcome)
{
    CHECK(permit(transfer.kind, extentOf(transfer.at, transfer.memory.size())));
    CHECK(m_inner.settle(transfer, outcome));
    if (transfer.kind == Transfer::Kind::Read)
        damage(transfer.at, transfer.memory);
    return {};
}

}
