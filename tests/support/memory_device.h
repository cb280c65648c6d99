// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "tests/support/sparse_bytes.h"

namespace parterre {

/// A disk in memory, sparse, that never fails.
class MemoryDevice final : public BlockDevice
{
public:
    explicit MemoryDevice(Bytes size, Bytes sectorSize = Bytes(512));
    explicit MemoryDevice(SparseBytes content, Bytes sectorSize = Bytes(512));

    [[nodiscard]] const SparseBytes &content() const { return m_content; }
    [[nodiscard]] SparseBytes &content() { return m_content; }

    [[nodiscard]] std::string name() const override { return "memory"; }
    [[nodiscard]] Bytes size() const override { return m_content.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_sectorSize; }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent extent) override;
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override;
    [[nodiscard]] Result<> zero(Extent extent) override;

private:
    [[nodiscard]] Result<> checkRange(Offset at, std::size_t size) const;

    SparseBytes m_content;
    Bytes m_sectorSize;
};

}
