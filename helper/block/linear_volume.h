// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

namespace parterre {

/// A volume that is nothing but pieces of a disk, one after the other. What is written is durable once
/// the disk's flush() succeeded, which flush() is.
class LinearVolume final : public BlockDevice
{
public:
    /// `disk` must outlive it. Requires pieces within the disk.
    LinearVolume(BlockDevice &disk, std::vector<Extent> pieces);

    [[nodiscard]] std::string name() const override { return m_disk.name(); }
    [[nodiscard]] Bytes size() const override { return m_size; }
    [[nodiscard]] Bytes sectorSize() const override { return m_disk.sectorSize(); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override { return m_disk.flush(); }
    [[nodiscard]] Result<> dropCache(Extent extent) override;

    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override;

    /// Where `within`, which must be within the volume, lies on the disk, piece after piece.
    [[nodiscard]] std::vector<Extent> onDisk(Extent within) const;

private:
    [[nodiscard]] bool contains(Offset at, std::size_t size) const;

    BlockDevice &m_disk;
    std::vector<Extent> m_pieces;
    Bytes m_size;
};

}
