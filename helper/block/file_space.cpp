// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a FileDevice knows of the space in it: holes, discarded and shared blocks.

#include "helper/block/file_device.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parterre {

namespace {

/// A run of a file, and where the file system keeps it.
struct MappedRun
{
    std::int64_t begin = 0;  ///< from the start of what was asked for
    std::int64_t size = 0;
    std::uint64_t physical = 0;

    friend bool operator==(const MappedRun &, const MappedRun &) = default;
};

void append(std::vector<MappedRun> &runs, MappedRun next)
{
    if (!runs.empty() && runs.back().begin + runs.back().size == next.begin
        && runs.back().physical + static_cast<std::uint64_t>(runs.back().size) == next.physical)
        runs.back().size += next.size;
    else
        runs.push_back(next);
}

/// `found` cut to `where`. A compressed one is kept as a whole, of which any part says the same place.
MappedRun runOf(const fiemap_extent &found, Extent where)
{
    const auto begin = static_cast<std::int64_t>(found.fe_logical);
    const std::int64_t first = std::max(begin, where.begin.bytes());
    const std::int64_t last =
        std::min(begin + static_cast<std::int64_t>(found.fe_length), where.end().bytes());
    const bool isWhole = (found.fe_flags & FIEMAP_EXTENT_ENCODED) != 0;
    return {.begin = first - where.begin.bytes(),
            .size = last - first,
            .physical = found.fe_physical + (isWhole ? 0 : static_cast<std::uint64_t>(first - begin))};
}

/// FS_IOC_FIEMAP (the kernel's filesystems/fiemap), what is delayed written first.
Result<std::vector<MappedRun>> mappingOf(int fd, Extent where, const std::string &name)
{
    constexpr unsigned atOnce = 256;
    std::vector<std::uint64_t> memory((sizeof(fiemap) + atOnce * sizeof(fiemap_extent)) / 8 + 1);
    auto *const request = reinterpret_cast<fiemap *>(memory.data());
    std::vector<MappedRun> runs;
    for (auto at = static_cast<std::uint64_t>(where.begin.bytes());
         at < static_cast<std::uint64_t>(where.end().bytes());) {
        std::ranges::fill(memory, 0);
        request->fm_start = at;
        request->fm_length = static_cast<std::uint64_t>(where.end().bytes()) - at;
        request->fm_flags = FIEMAP_FLAG_SYNC;
        request->fm_extent_count = atOnce;
        if (::ioctl(fd, FS_IOC_FIEMAP, request) != 0)
            return failErrno(name, errno, "FS_IOC_FIEMAP");
        if (request->fm_mapped_extents == 0)
            break;
        for (unsigned i = 0; i < request->fm_mapped_extents; ++i) {
            const fiemap_extent &found = request->fm_extents[i];
            // Zeros that have blocks waiting for them: XFS makes a hole of them in what shares them.
            if ((found.fe_flags & FIEMAP_EXTENT_UNWRITTEN) == 0)
                append(runs, runOf(found, where));
            at = found.fe_logical + found.fe_length;
        }
    }
    return runs;
}

/// Whether the file system tells where it keeps a file. One that shares blocks need not: NFS.
bool hasMapping(int fd)
{
    std::array<std::uint64_t, sizeof(fiemap) / 8 + 1> memory{};
    auto *const request = reinterpret_cast<fiemap *>(memory.data());
    request->fm_length = 1;
    return ::ioctl(fd, FS_IOC_FIEMAP, request) == 0;
}

}

Result<std::vector<Extent>> FileDevice::dataIn(Extent within)
{
    if (!isWithin(within))
        return fail(ErrorCode::OutOfRange, m_name);
    if (m_isBlockDevice)
        return BlockDevice::dataIn(within);
    std::vector<Extent> data;
    for (Offset at = within.begin; at < within.end();) {
        const off_t begin = ::lseek(m_buffered.value(), at.bytes(), SEEK_DATA);
        if (begin < 0 && errno == ENXIO)
            break;
        const off_t end = begin < 0 ? -1 : ::lseek(m_buffered.value(), begin, SEEK_HOLE);
        if (end < 0)
            return std::vector<Extent>{extentBetween(within.begin, within.end())};
        if (begin >= within.end().bytes())
            break;
        data.push_back(extentBetween(Offset(begin), std::min(Offset(end), within.end())));
        at = Offset(end);
    }
    // Behind the end of a file that became shorter lies no hole, but what is lost.
    struct stat status{};
    if (::fstat(m_buffered.value(), &status) != 0)
        return failErrno(m_name, errno, "fstat");
    if (status.st_size < within.end().bytes())
        return failErrno(m_name, EIO, "the file has become shorter");
    return data;
}

Result<bool> FileDevice::zeroByKernel(Extent extent)
{
    const int mode = (m_isBlockDevice ? FALLOC_FL_ZERO_RANGE : FALLOC_FL_PUNCH_HOLE) | FALLOC_FL_KEEP_SIZE;
    int failed = 0;
    do
        failed = ::fallocate(m_buffered.value(), mode, extent.begin.bytes(), extent.size.count());
    while (failed != 0 && errno == EINTR);
    if (failed != 0 && m_isBlockDevice) {
        std::array<std::uint64_t, 2> range{static_cast<std::uint64_t>(extent.begin.bytes()),
                                           static_cast<std::uint64_t>(extent.size.count())};
        failed = ::ioctl(m_buffered.value(), BLKZEROOUT, range.data());
    }
    if (failed == 0)
        return true;
    if (errno == EOPNOTSUPP || errno == ENOSYS || errno == EINVAL || errno == ENOTTY)
        return false;
    return failErrno(m_name, errno, "zero at " + std::to_string(extent.begin.bytes()));
}

Result<> FileDevice::zero(Extent extent)
{
    CHECK(checkWritable(extent));
    if (extent.isEmpty())
        return {};
    TRY(const bool isDone, zeroByKernel(extent));
    return isDone ? Result<>() : BlockDevice::zero(extent);
}

Result<> FileDevice::discard(Extent extent)
{
    if (!m_isBlockDevice)
        return zero(extent);
    CHECK(checkWritable(extent));
    std::array<std::uint64_t, 2> range{static_cast<std::uint64_t>(extent.begin.bytes()),
                                       static_cast<std::uint64_t>(extent.size.count())};
    if (::ioctl(m_buffered.value(), BLKDISCARD, range.data()) == 0)
        return {};
    if (errno == EOPNOTSUPP || errno == ENOTTY)
        return fail(ErrorCode::Unsupported, m_name, "discard");
    return failErrno(m_name, errno, "BLKDISCARD at " + std::to_string(extent.begin.bytes()));
}

Result<bool> FileDevice::share(Extent from, Offset to)
{
    CHECK(checkWritable({.begin = to, .size = from.size}));
    if (!isWithin(from))
        return fail(ErrorCode::OutOfRange, m_name);
    // What could not be checked afterwards is not shared.
    if (m_isBlockDevice || from.isEmpty() || !hasMapping(m_buffered.value()))
        return false;
    file_clone_range range{};
    range.src_fd = m_buffered.value();
    range.src_offset = static_cast<std::uint64_t>(from.begin.bytes());
    range.src_length = static_cast<std::uint64_t>(from.size.count());
    range.dest_offset = static_cast<std::uint64_t>(to.bytes());
    if (::ioctl(m_buffered.value(), FICLONERANGE, &range) == 0)
        return true;
    // What an unable file system says, an older kernel, or one that wants a coarser grain.
    if (errno == EOPNOTSUPP || errno == ENOTTY || errno == EINVAL || errno == EXDEV)
        return false;
    return failErrno(m_name, errno, "FICLONERANGE at " + std::to_string(from.begin.bytes()));
}

Result<bool> FileDevice::isShared(Extent from, Offset to)
{
    if (!isWithin(from) || !isWithin({.begin = to, .size = from.size}))
        return fail(ErrorCode::OutOfRange, m_name);
    if (m_isBlockDevice || !hasMapping(m_buffered.value()))
        return false;
    TRY(const std::vector<MappedRun> here, mappingOf(m_buffered.value(), from, m_name));
    TRY(const std::vector<MappedRun> there,
        mappingOf(m_buffered.value(), {.begin = to, .size = from.size}, m_name));
    return here == there;
}

}
