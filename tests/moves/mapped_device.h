// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

namespace parterre::test {

/// A disk that is memory of somebody else's, with sectors of 512 bytes. Everything that is written is there.
class MappedDevice final : public BlockDevice
{
public:
    explicit MappedDevice(std::span<std::byte> bytes)
        : m_bytes(bytes)
    {}

    [[nodiscard]] std::string name() const override { return "mapped"; }
    [[nodiscard]] Bytes size() const override { return Bytes(static_cast<std::int64_t>(m_bytes.size())); }
    [[nodiscard]] Bytes sectorSize() const override { return Bytes(512); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent) override { return {}; }

private:
    [[nodiscard]] bool isWithin(Offset at, std::size_t size) const;

    std::span<std::byte> m_bytes;
};

}
