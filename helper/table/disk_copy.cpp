// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/disk_copy.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>

namespace parterre {

Result<DiskCopy> DiskCopy::make(BlockDevice &disk, const std::vector<Extent> &parts)
{
    DiskCopy copy(FileDescriptor(::memfd_create("partition-table", MFD_CLOEXEC)), disk.name());
    if (!copy.m_fd.isOpen() || ::ftruncate(copy.fd(), disk.size().count()) != 0)
        return failErrno(disk.name(), errno, "memfd");
    for (const Extent &part : parts) {
        TRY(const auto data, disk.dataIn(part));
        for (const Extent &extent : data)
            CHECK(copy.fill(disk, extent));
    }
    return copy;
}

Result<> DiskCopy::fill(BlockDevice &disk, Extent extent)
{
    constexpr Bytes chunk{1 << 20};
    AlignedBuffer buffer(static_cast<std::size_t>(std::min(extent.size, chunk).count()));
    for (Offset at = extent.begin; at < extent.end();) {
        const Bytes size = std::min(extent.end() - at, chunk);
        const auto bytes = buffer.first(static_cast<std::size_t>(size.count()));
        CHECK(disk.read(at, bytes));
        CHECK(write(at, bytes));
        at = at + size;
    }
    return {};
}

Result<> DiskCopy::write(Offset at, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::pwrite(fd(), bytes.data(), bytes.size(), at.bytes());
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return failErrno(m_name, errno, "memory copy");
        bytes = bytes.subspan(static_cast<std::size_t>(put));
        at = at + Bytes(put);
    }
    return {};
}

Result<std::unique_ptr<FileDevice>> DiskCopy::device() const
{
    FileDescriptor another(::fcntl(fd(), F_DUPFD_CLOEXEC, 3));
    if (!another.isOpen())
        return failErrno(m_name, errno, "memory copy");
    return FileDevice::adopt(std::move(another), m_name, FileDevice::Access::ReadOnly);
}

}
