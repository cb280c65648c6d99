// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/luks/luks_header.h"
#include "helper/luks/sector_cipher.h"

#include <memory>

namespace parterre {

/// What an LUKS holds, opened here and not by the kernel. Reads and writes of any bytes; what is written is
/// durable once flush() succeeded, which is that of the disk.
class LuksVolume final : public BlockDevice
{
public:
    /// `disk` must outlive it. Denied where none of the keys opens it; Unsupported where it is encrypted in
    /// a way that SectorCipher does not know, has sums of its data (dm-integrity), is encrypted by the drive
    /// (OPAL), or is being encrypted anew. Corrupt as LuksHeader, and where its data lies outside of `where`.
    [[nodiscard]] static Result<std::unique_ptr<LuksVolume>> open(BlockDevice &disk, Extent where,
                                                                  ContentKind kind, Keys &keys);
    /// The same by a header that need not lie on the disk (yet).
    [[nodiscard]] static Result<std::unique_ptr<LuksVolume>>
    openBy(const LuksHeader &header, BlockDevice &disk, Extent where, Keys &keys);

    [[nodiscard]] std::string name() const override { return m_disk.name(); }
    [[nodiscard]] Bytes size() const override { return m_data.size; }
    [[nodiscard]] Bytes sectorSize() const override;
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override { return m_disk.flush(); }
    [[nodiscard]] Result<> dropCache(Extent extent) override;

    /// Where on the disk the data lies.
    [[nodiscard]] Extent data() const { return m_data; }

private:
    LuksVolume(BlockDevice &disk, Extent data, std::uint64_t firstNumber, SectorCipher cipher);

    /// The whole sectors that `size` bytes from `at` are in.
    [[nodiscard]] Result<Extent> sectorsOf(Offset at, std::size_t size) const;
    [[nodiscard]] Result<std::vector<std::byte>> readSectors(Extent sectors);

    BlockDevice &m_disk;
    Extent m_data;  ///< on the disk
    std::uint64_t m_firstNumber;  ///< of its first sector, in units of 512 bytes
    SectorCipher m_cipher;
};

}
