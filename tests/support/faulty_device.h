// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <atomic>
#include <optional>

namespace parterre {

/// Another device with bad sectors, and one that may fail altogether after a while.
class FaultyDevice final : public BlockDevice
{
public:
    explicit FaultyDevice(BlockDevice &inner)
        : m_inner(inner)
    {}

    /// From now on a transfer that touches `extent` fails with EIO and moves nothing.
    void failReadsOf(Extent extent) { m_badReads.push_back(extent); }
    void failWritesOf(Extent extent) { m_badWrites.push_back(extent); }
    /// From now on every flush fails with EIO.
    void failFlushes() { m_failsFlushes = true; }
    /// After so many reads, writes, zeroings and flushes more, everything fails with `systemErrno`.
    void failAfter(int operations, int systemErrno);
    /// Damages what reads of `extent` deliver, as a disk does that lies: one bit of each sector.
    void flipReadsOf(Extent extent) { m_lyingReads.push_back(extent); }

    [[nodiscard]] std::string name() const override { return m_inner.name(); }
    [[nodiscard]] Bytes size() const override { return m_inner.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_inner.sectorSize(); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override;
    [[nodiscard]] Result<> dropCache(Extent extent) override { return m_inner.dropCache(extent); }
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override
    {
        return m_inner.dataIn(within);
    }
    [[nodiscard]] Result<> zero(Extent extent) override;

private:
    [[nodiscard]] Result<> spend();

    BlockDevice &m_inner;
    std::vector<Extent> m_badReads;
    std::vector<Extent> m_badWrites;
    std::vector<Extent> m_lyingReads;
    bool m_failsFlushes = false;
    std::optional<int> m_budgetErrno;
    std::atomic<int> m_budget = 0;
};

}
