// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_device.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace parterre {

struct FileDevice::Parts
{
    FileDescriptor buffered;
    FileDescriptor direct;
    std::string name;
    Bytes size;
    Bytes sectorSize;
    Access access;
    bool isBlockDevice;
    std::optional<PartitionClaims> claims;
};

namespace {

constexpr Bytes directGrain{4096};

std::size_t countOf(Bytes bytes)
{
    return static_cast<std::size_t>(bytes.count());
}

/// Another open file description of the same inode, with flags of its own.
FileDescriptor reopen(int fd, int flags)
{
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    return FileDescriptor(::open(path.c_str(), flags | O_CLOEXEC));
}

bool hasGptHeaderAt(int fd, off_t at)
{
    constexpr std::string_view signature = "EFI PART";
    std::array<char, signature.size()> found{};
    return ::pread(fd, found.data(), found.size(), at) == static_cast<ssize_t>(found.size())
        && std::string_view(found.data(), found.size()) == signature;
}

Bytes imageSectorSize(int fd)
{
    return Bytes(hasGptHeaderAt(fd, 4096) && !hasGptHeaderAt(fd, 512) ? 4096 : 512);
}

struct Shape
{
    Bytes size;
    Bytes sectorSize;
};

Result<Shape> blockShape(int fd, const std::string &name)
{
    std::uint64_t size = 0;
    if (::ioctl(fd, BLKGETSIZE64, &size) != 0)
        return failErrno(name, errno, "BLKGETSIZE64");
    int sector = 0;
    if (::ioctl(fd, BLKSSZGET, &sector) != 0)
        return failErrno(name, errno, "BLKSSZGET");
    return Shape{.size = Bytes(static_cast<std::int64_t>(size)), .sectorSize = Bytes(sector)};
}

/// As a whole, or else each partition that nobody uses.
Result<std::optional<PartitionClaims>> claimBlockDevice(FileDescriptor &fd, const std::string &name)
{
    FileDescriptor claimed = reopen(fd.value(), O_RDWR | O_EXCL);
    if (claimed.isOpen()) {
        fd = std::move(claimed);
        return std::nullopt;
    }
    if (errno != EBUSY)
        return failErrno(name, errno, "open with O_EXCL");
    return PartitionClaims::take(fd.value(), name);
}

Result<> lockImage(int fd, const std::string &name)
{
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (::fcntl(fd, F_OFD_SETLK, &lock) == 0)
        return {};
    if (errno == EAGAIN || errno == EACCES)
        return fail(ErrorCode::Busy, name);
    return failErrno(name, errno, "lock");
}

}

FileDevice::FileDevice(Parts parts)
    : m_buffered(std::move(parts.buffered))
    , m_direct(std::move(parts.direct))
    , m_name(std::move(parts.name))
    , m_size(parts.size)
    , m_sectorSize(parts.sectorSize)
    , m_access(parts.access)
    , m_isBlockDevice(parts.isBlockDevice)
    , m_claims(std::move(parts.claims))
{}

Result<std::unique_ptr<FileDevice>> FileDevice::open(const std::string &path, Access access)
{
    // O_NONBLOCK: a FIFO is refused and not waited for.
    const int flags = (access == Access::ReadOnly ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NONBLOCK;
    FileDescriptor fd(::open(path.c_str(), flags));
    if (fd.isOpen())
        return take(std::move(fd), path, access);
    if (errno == EACCES || errno == EPERM || errno == EROFS)
        return std::unexpected(
            Error{.code = ErrorCode::Denied, .subject = path, .systemErrno = errno, .detail = "open"});
    if (errno == EISDIR)
        return fail(ErrorCode::Unsupported, path, "neither a block device nor a regular file");
    return failErrno(path, errno, "open");
}

Result<std::unique_ptr<FileDevice>> FileDevice::adopt(FileDescriptor fd, std::string name, Access access)
{
    struct stat status{};
    if (::fstat(fd.value(), &status) != 0)
        return failErrno(name, errno, "fstat");
    if (access == Access::Exclusive) {
        if (S_ISREG(status.st_mode) && status.st_nlink != 1)
            return fail(ErrorCode::Refused, name, "the file has more than one name, or none");
        const int flags = ::fcntl(fd.value(), F_GETFL);
        if (flags < 0 || (flags & O_ACCMODE) != O_RDWR || (flags & O_PATH) != 0)
            return fail(ErrorCode::Denied, name, "not open for reading and writing");
    }
    return take(std::move(fd), std::move(name), access);
}

Result<std::unique_ptr<FileDevice>> FileDevice::take(FileDescriptor fd, std::string name, Access access)
{
    struct stat status{};
    if (::fstat(fd.value(), &status) != 0)
        return failErrno(name, errno, "fstat");
    const bool isBlockDevice = S_ISBLK(status.st_mode);
    if (!isBlockDevice && !S_ISREG(status.st_mode))
        return fail(ErrorCode::Unsupported, name, "neither a block device nor a regular file");

    Shape shape{.size = Bytes(status.st_size), .sectorSize = imageSectorSize(fd.value())};
    std::optional<PartitionClaims> claims;
    if (isBlockDevice) {
        TRY(shape, blockShape(fd.value(), name));
        if (access == Access::Exclusive) {
            TRY(claims, claimBlockDevice(fd, name));
        }
    } else if (access == Access::Exclusive) {
        CHECK(lockImage(fd.value(), name));
    }
    const int mode = access == Access::ReadOnly ? O_RDONLY : O_RDWR;
    FileDescriptor direct = reopen(fd.value(), mode | O_DIRECT);
    return std::unique_ptr<FileDevice>(new FileDevice({.buffered = std::move(fd),
                                                       .direct = std::move(direct),
                                                       .name = std::move(name),
                                                       .size = shape.size,
                                                       .sectorSize = shape.sectorSize,
                                                       .access = access,
                                                       .isBlockDevice = isBlockDevice,
                                                       .claims = std::move(claims)}));
}

std::string FileDevice::name() const
{
    return m_name;
}

Bytes FileDevice::size() const
{
    return m_size;
}

Bytes FileDevice::sectorSize() const
{
    return m_sectorSize;
}

int FileDevice::fd() const
{
    return m_buffered.value();
}

bool FileDevice::isBlockDevice() const
{
    return m_isBlockDevice;
}

std::vector<KernelPartition> FileDevice::heldByOthers() const
{
    return m_claims ? m_claims->held() : std::vector<KernelPartition>();
}

void FileDevice::releaseClaim(int partition)
{
    if (m_claims)
        m_claims->release(partition);
}

Result<> FileDevice::renewClaims()
{
    return m_claims ? m_claims->renew(fd()) : Result<>();
}

Result<> FileDevice::checkWritable(Extent extent) const
{
    if (m_access == Access::ReadOnly)
        return fail(ErrorCode::Denied, m_name, "opened for reading only");
    if (!isWithin(extent))
        return fail(ErrorCode::OutOfRange, m_name, "write at " + std::to_string(extent.begin.bytes()));
    if (!m_claims)
        return {};
    for (const KernelPartition &held : m_claims->held()) {
        if (held.extent.overlaps(extent))
            return fail(ErrorCode::Busy, m_name, "partition " + std::to_string(held.number) + " is in use");
    }
    return {};
}

bool FileDevice::isWithin(Extent extent) const
{
    return extent.begin <= Offset() + m_size && extent.size <= Offset() + m_size - extent.begin;
}

int FileDevice::fdFor(Offset at, const std::byte *memory, std::size_t size) const
{
    const auto grain = countOf(std::max(directGrain, m_sectorSize));
    const bool isDirect = m_direct.isOpen() && size > 0 && size % grain == 0
        && static_cast<std::size_t>(at.bytes()) % grain == 0
        && reinterpret_cast<std::uintptr_t>(memory) % grain == 0;
    return isDirect ? m_direct.value() : m_buffered.value();
}

Result<> FileDevice::read(Offset at, std::span<std::byte> into)
{
    if (!isWithin({.begin = at, .size = Bytes(static_cast<std::int64_t>(into.size()))}))
        return fail(ErrorCode::OutOfRange, m_name, "read at " + std::to_string(at.bytes()));
    bool isDirectRefused = false;
    while (!into.empty()) {
        const int fd = isDirectRefused ? m_buffered.value() : fdFor(at, into.data(), into.size());
        const ssize_t got = ::pread(fd, into.data(), into.size(), at.bytes());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EINVAL && fd != m_buffered.value()) {
            isDirectRefused = true;
            continue;
        }
        if (got < 0)
            return failErrno(m_name, errno, "read at " + std::to_string(at.bytes()));
        if (got == 0)
            return failErrno(m_name, EIO, "the file has become shorter");
        into = into.subspan(static_cast<std::size_t>(got));
        at = at + Bytes(got);
    }
    return {};
}

Result<> FileDevice::write(Offset at, std::span<const std::byte> from)
{
    CHECK(checkWritable({.begin = at, .size = Bytes(static_cast<std::int64_t>(from.size()))}));
    bool isDirectRefused = false;
    while (!from.empty()) {
        const int fd = isDirectRefused ? m_buffered.value() : fdFor(at, from.data(), from.size());
        const ssize_t put = ::pwrite(fd, from.data(), from.size(), at.bytes());
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 && errno == EINVAL && fd != m_buffered.value()) {
            isDirectRefused = true;
            continue;
        }
        if (put <= 0)
            return failErrno(m_name, put < 0 ? errno : EIO, "write at " + std::to_string(at.bytes()));
        from = from.subspan(static_cast<std::size_t>(put));
        at = at + Bytes(put);
    }
    return {};
}

Result<> FileDevice::flush()
{
    // The kernel reports a lost write once; what was lost stays lost.
    if (!m_flushFailure && m_access == Access::Exclusive && ::fdatasync(m_buffered.value()) != 0)
        m_flushFailure =
            Error{.code = ErrorCode::Io, .subject = m_name, .systemErrno = errno, .detail = "fdatasync"};
    if (m_flushFailure)
        return std::unexpected(*m_flushFailure);
    return {};
}

Result<> FileDevice::dropCache(Extent extent)
{
    if (!isWithin(extent))
        return fail(ErrorCode::OutOfRange, m_name);
    if (extent.isEmpty())
        return {};  // to the kernel a length of 0 means up to the end
    const Offset begin = alignDown(extent.begin, directGrain);
    const Offset end = alignUp(extent.end(), directGrain);
    const int failure =
        ::posix_fadvise(m_buffered.value(), begin.bytes(), (end - begin).count(), POSIX_FADV_DONTNEED);
    if (failure != 0)
        return failErrno(m_name, failure, "posix_fadvise");
    return {};
}

int FileDevice::kernelFd(const Transfer &transfer) const
{
    if (transfer.kind == Transfer::Kind::Flush)
        return m_access == Access::Exclusive && !m_flushFailure ? m_buffered.value() : -1;
    const Extent extent{.begin = transfer.at,
                        .size = Bytes(static_cast<std::int64_t>(transfer.memory.size()))};
    const bool isAllowed =
        transfer.kind == Transfer::Kind::Read ? isWithin(extent) : checkWritable(extent).has_value();
    if (!isAllowed || transfer.memory.empty())
        return -1;
    return fdFor(transfer.at, transfer.memory.data(), transfer.memory.size());
}

Result<> FileDevice::settle(const Transfer &transfer, std::int64_t outcome)
{
    if (transfer.kind == Transfer::Kind::Flush) {
        if (outcome == -EINTR || outcome == -EAGAIN)
            return flush();
        // The kernel reports a lost write once; what was lost stays lost.
        if (outcome < 0 && !m_flushFailure)
            m_flushFailure = Error{.code = ErrorCode::Io,
                                   .subject = m_name,
                                   .systemErrno = static_cast<int>(-outcome),
                                   .detail = "fdatasync"};
        return m_flushFailure ? Result<>(std::unexpected(*m_flushFailure)) : Result<>();
    }
    const std::size_t moved = outcome > 0 ? static_cast<std::size_t>(outcome) : 0;
    if (moved >= transfer.memory.size())
        return {};
    // Interrupted, refused as direct I/O, at an end, or broken: the plain way finds out which.
    return transferNow(*this,
                       {.kind = transfer.kind,
                        .at = transfer.at + Bytes(static_cast<std::int64_t>(moved)),
                        .memory = transfer.memory.subspan(moved)});
}

}
