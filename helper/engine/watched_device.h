// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <mutex>

namespace parterre {

/// A disk that notes where it is changed, by whatever tool: what was known of these blocks holds no more.
class WatchedDevice final : public BlockDevice
{
public:
    /// `inner` is borrowed. What is changed is added to `changed`, also where it failed; nobody else may
    /// touch the list meanwhile. Changes may come from another thread, as those of a window do.
    WatchedDevice(BlockDevice &inner, std::vector<Extent> &changed)
        : m_inner(inner)
        , m_changed(changed)
    {}

    [[nodiscard]] std::string name() const override { return m_inner.name(); }
    [[nodiscard]] Bytes size() const override { return m_inner.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_inner.sectorSize(); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override;
    [[nodiscard]] Result<> dropCache(Extent extent) override;
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override;
    [[nodiscard]] Result<> zero(Extent extent) override;
    [[nodiscard]] bool hasHoles() const override { return m_inner.hasHoles(); }
    [[nodiscard]] Result<> discard(Extent extent) override;

private:
    void note(Extent extent);

    BlockDevice &m_inner;
    std::mutex m_lock;
    std::vector<Extent> &m_changed;
};

}
