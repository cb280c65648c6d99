// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "tests/support/sparse_bytes.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <utility>

namespace parterre {

/// The power that several devices share: after so many writes and flushes, of all of them
/// together, it fails for all of them.
class Mains
{
public:
    static constexpr int endless = std::numeric_limits<int>::max();

    explicit Mains(int operations = endless)
        : m_left(operations)
    {}

    [[nodiscard]] bool isOn() const { return m_isOn; }
    /// Operations that were asked for, the one at which the power failed included.
    [[nodiscard]] int drawn() const { return m_drawn; }
    /// Power for one operation more; false when it fails now or has failed before.
    [[nodiscard]] bool draw();

private:
    int m_left;
    int m_drawn = 0;
    bool m_isOn = true;
};

/// A disk in memory with a write cache that is lost when the power fails.
///
/// Reads see what was written. A flush makes all of it durable. What survives a power cut is all
/// that was flushed and any subset of the sectors written since, the write at which the power
/// failed among them: `survivor(seed)` is one such disk, and every seed another.
class CrashDevice final : public BlockDevice
{
public:
    CrashDevice(SparseBytes content, Mains &mains, Bytes sectorSize = Bytes(512));

    /// The medium after a power cut now. Seeds 0 to 3 are the plain ones: nothing of what was not
    /// flushed, all of it, all but the last write, the last write alone. Later ones are drawn from
    /// prefixes, subsets of writes, and subsets of sectors (torn writes).
    [[nodiscard]] SparseBytes survivor(std::uint64_t seed) const;
    /// The same, and one sector of a write that was not flushed is garbage: the power failed while it was
    /// written. Nothing else than survivor(seed) where there is no such write.
    [[nodiscard]] SparseBytes garbledSurvivor(std::uint64_t seed) const;
    /// Called after each write and flush that had power.
    void watch(std::function<void(const CrashDevice &)> watcher) { m_watcher = std::move(watcher); }
    /// From now on a flush says that all is durable, and nothing is.
    void lieAboutFlushes() { m_isLying = true; }
    /// Whether anything is written and not yet flushed.
    [[nodiscard]] bool isDirty() const { return !m_unflushed.empty(); }

    [[nodiscard]] std::string name() const override { return "crash"; }
    [[nodiscard]] Bytes size() const override { return m_cached.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_sectorSize; }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override;
    [[nodiscard]] Result<> dropCache(Extent extent) override;
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override;

private:
    struct Write
    {
        Offset at;
        std::vector<std::byte> bytes;
    };
    [[nodiscard]] Result<> checkRange(Offset at, std::size_t size) const;
    void keepSectors(SparseBytes &medium, const Write &write, std::uint64_t seed) const;

    SparseBytes m_durable;
    SparseBytes m_cached;
    std::vector<Write> m_unflushed;
    Mains &m_mains;
    Bytes m_sectorSize;
    std::function<void(const CrashDevice &)> m_watcher;
    bool m_isLying = false;
};

}
