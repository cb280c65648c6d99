// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/block/file_descriptor.h"
#include "helper/block/partition_claims.h"

#include <memory>
#include <optional>

namespace parterre {

/// A disk or an image file of the operating system.
///
/// Large aligned transfers use direct I/O (a second open file description of the same inode);
/// small ones, and file systems that refuse O_DIRECT, go through the page cache, which
/// dropCache() empties. Both are kept coherent by the kernel.
class FileDevice final : public BlockDevice
{
public:
    enum class Access : std::uint8_t {
        ReadOnly,
        /// Writing. On a block device with O_EXCL: nobody can mount it or a partition of it. Where others
        /// hold partitions already, the rest are claimed one by one, and what is held is never written
        /// (Busy); fails with Busy where the disk itself is held, which shows only while it has partitions
        /// that can be claimed: see isHolderDoubtful(). On an image file with an OFD write lock: fails with
        /// Busy while another program of this kind works on it.
        Exclusive,
    };

    /// Opens `path`, through symbolic links, for the user's own door; the privileged door passes a
    /// descriptor. Fails with Unsupported where it is neither a block device nor a regular file.
    [[nodiscard]] static Result<std::unique_ptr<FileDevice>> open(const std::string &path, Access access);
    /// Takes over `fd`, an open description from the caller; `name` is for words only. The same
    /// checks; where Exclusive is asked, a regular file must have one link and `fd` be writable.
    [[nodiscard]] static Result<std::unique_ptr<FileDevice>> adopt(FileDescriptor fd, std::string name,
                                                                   Access access);

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] Bytes size() const override;
    /// Image files: 512, or 4096 where a GPT header stands at byte 4096 and none at 512.
    [[nodiscard]] Bytes sectorSize() const override;
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override;
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override;
    [[nodiscard]] Result<> flush() override;
    [[nodiscard]] Result<> dropCache(Extent extent) override;
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override;
    [[nodiscard]] Result<> zero(Extent extent) override;
    [[nodiscard]] bool hasHoles() const override { return !m_isBlockDevice; }
    /// BLKDISCARD; an image file is zeroed, which is the same to it.
    [[nodiscard]] Result<> discard(Extent extent) override;
    [[nodiscard]] Result<bool> share(Extent from, Offset to) override;
    [[nodiscard]] Result<bool> isShared(Extent from, Offset to) override;
    [[nodiscard]] int kernelFd(const Transfer &transfer) const override;
    [[nodiscard]] Result<> settle(const Transfer &transfer, std::int64_t outcome) override;

    /// The descriptor for what the kernel must be asked about this inode (fstat, BLK ioctls).
    [[nodiscard]] int fd() const;
    [[nodiscard]] bool isBlockDevice() const;
    /// The partitions of it that others use; none where the disk is claimed as a whole.
    [[nodiscard]] std::vector<KernelPartition> heldByOthers() const;
    /// All partitions of it are held, or the disk itself: the kernel does not say which.
    [[nodiscard]] bool isHolderDoubtful() const { return m_claims && !m_claims->isAnythingClaimed(); }
    /// The kernel takes no partition away that is claimed; see tellKernel().
    void releaseClaim(int partition);
    /// After partitions have come, gone or been made anew.
    [[nodiscard]] Result<> renewClaims();

private:
    struct Parts;
    explicit FileDevice(Parts parts);
    [[nodiscard]] static Result<std::unique_ptr<FileDevice>> take(FileDescriptor fd, std::string name,
                                                                  Access access);
    [[nodiscard]] bool isWithin(Extent extent) const;
    /// Whether it may be written: opened for that, within the device, and nobody else's.
    [[nodiscard]] Result<> checkWritable(Extent extent) const;
    [[nodiscard]] int fdFor(Offset at, const std::byte *memory, std::size_t size) const;
    [[nodiscard]] Result<bool> zeroByKernel(Extent extent);

    FileDescriptor m_buffered;
    FileDescriptor m_direct;  ///< closed where O_DIRECT is refused
    std::string m_name;
    Bytes m_size;
    Bytes m_sectorSize;
    Access m_access = Access::ReadOnly;
    bool m_isBlockDevice = false;
    std::optional<PartitionClaims> m_claims;  ///< where the disk could not be claimed as a whole
    std::optional<Error> m_flushFailure;
};

}
