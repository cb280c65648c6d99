// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

namespace parterre {

/// Writes down what is asked of another device, in order.
class RecordingDevice final : public BlockDevice
{
public:
    struct Operation
    {
        enum class Kind : std::uint8_t { Read, Write, Flush, DropCache, Zero };
        Kind kind = Kind::Read;
        Extent extent;  ///< empty at 0 for a flush

        friend bool operator==(const Operation &, const Operation &) = default;
    };

    explicit RecordingDevice(BlockDevice &inner)
        : m_inner(inner)
    {}

    /// Not while a window on the device is used: its thread writes them down.
    [[nodiscard]] const std::vector<Operation> &operations() const { return m_operations; }
    void forget() { m_operations.clear(); }

    [[nodiscard]] std::string name() const override { return m_inner.name(); }
    [[nodiscard]] Bytes size() const override { return m_inner.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_inner.sectorSize(); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override;
    [[nodiscard]] Result<> dropCache(Extent extent) override;
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override
    {
        return m_inner.dataIn(within);
    }
    [[nodiscard]] Result<> zero(Extent extent) override;

private:
    void record(Operation::Kind kind, Extent extent);

    BlockDevice &m_inner;
    std::vector<Operation> m_operations;
};

}
