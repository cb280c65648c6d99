// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <optional>

namespace parterre {

/// Another device with bad sectors, and one that may fail altogether after a while.
class FaultyDevice final : public BlockDevice
{
public:
    struct Failed
    {
        Transfer::Kind kind = Transfer::Kind::Flush;  ///< a write for what is zeroed
        Extent extent;
    };

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
    /// The same of one operation alone; those after it succeed again.
    void failOnceAfter(int operations, int systemErrno);
    /// What failed first because of one of these two.
    [[nodiscard]] const std::optional<Failed> &failed() const { return m_failed; }
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
    [[nodiscard]] int kernelFd(const Transfer &transfer) const override { return m_inner.kernelFd(transfer); }
    /// What the kernel did is done; whether it failed is said here.
    [[nodiscard]] Result<> settle(const Transfer &transfer, std::int64_t outcome) override;

private:
    [[nodiscard]] Result<> permit(Transfer::Kind kind, Extent extent);
    void damage(Offset at, std::span<std::byte> into) const;

    BlockDevice &m_inner;
    std::vector<Extent> m_badReads;
    std::vector<Extent> m_badWrites;
    std::vector<Extent> m_lyingReads;
    bool m_failsFlushes = false;
    std::optional<int> m_budgetErrno;
    bool m_isOnce = false;
    std::optional<Failed> m_failed;
    int m_budget = 0;
};

}
