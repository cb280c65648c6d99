// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/block/file_descriptor.h"

#include <memory>
#include <set>

namespace parterre {

/// A disk that can be written to without changing it: what is written goes to an unlinked sparse
/// file, 4 KiB blocks at a time, and is read back from there.
///
/// Tells which blocks a tool writes, and what it would have made of them.
class OverlayDevice final : public BlockDevice
{
public:
    static constexpr std::int64_t blockSize = 4096;

    /// `base` is borrowed and only ever read.
    [[nodiscard]] static Result<std::unique_ptr<OverlayDevice>> create(BlockDevice &base);

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] Bytes size() const override;
    [[nodiscard]] Bytes sectorSize() const override;
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override;
    [[nodiscard]] Result<> dropCache(Extent extent) override;

    /// Whether a block that overlaps `extent` was written.
    [[nodiscard]] bool isWritten(Extent extent) const;

private:
    OverlayDevice(BlockDevice &base, FileDescriptor store);

    [[nodiscard]] Result<> fetch(std::int64_t block, std::span<std::byte> into);

    BlockDevice &m_base;
    FileDescriptor m_store;
    std::set<std::int64_t> m_written;
};

}
