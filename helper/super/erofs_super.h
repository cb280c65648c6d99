// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// The superblock of an erofs: struct erofs_super_block, fs/erofs/erofs_fs.h.
struct ErofsSuper
{
    static constexpr std::uint64_t at = 1024;  ///< from the start of the partition

    std::vector<std::byte> raw;  ///< what its checksum covers: the rest of the block that it lies in
    std::uint64_t blockSize = 0;

    [[nodiscard]] bool hasChecksum() const { return (littleEndian<std::uint32_t>(raw, 8) & 1U) != 0; }
    /// As the checksum field must read, be there one or not: CRC32C with zeros for the field itself.
    [[nodiscard]] std::uint32_t checksum() const;
    /// In bytes, as its count of blocks says.
    [[nodiscard]] std::uint64_t length() const { return littleEndian<std::uint32_t>(raw, 36) * blockSize; }
};

/// Corrupt where there is no superblock, or one with another checksum than its own.
[[nodiscard]] Result<ErofsSuper> readErofsSuper(const RawView &view);

}
