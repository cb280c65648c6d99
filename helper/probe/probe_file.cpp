// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/probe_file.h"

#include "helper/block/file_device.h"
#include "helper/block/memory_file.h"

#include <algorithm>

#include <errno.h>

namespace parterre {

namespace {

constexpr Bytes chunkSize{std::int64_t{1} << 20};

/// Copies `part` of the disk to the same distance from `origin` in the file.
Result<> copyPart(BlockDevice &disk, Offset origin, Extent part, int fd)
{
    std::vector<std::byte> buffer(static_cast<std::size_t>(chunkSize.count()));
    while (!part.isEmpty()) {
        const Bytes size = std::min(part.size, chunkSize);
        const std::span chunk = std::span(buffer).first(static_cast<std::size_t>(size.count()));
        CHECK(disk.read(part.begin, chunk));
        if (::pwrite(fd, chunk.data(), chunk.size(), (part.begin - origin).count()) != size.count())
            return failErrno(disk.name(), errno, "write to memory file");
        part = {.begin = part.begin + size, .size = part.size - size};
    }
    return {};
}

/// What is worth copying: both ends, then data between them as far as copiedMax goes.
Result<std::vector<Extent>> partsToCopy(BlockDevice &disk, Extent where)
{
    if (where.size <= copiedMax)
        return std::vector{where};
    std::vector<Extent> parts{{.begin = where.begin, .size = copiedEnd},
                              {.begin = where.end() - copiedEnd, .size = copiedEnd}};
    Bytes left = copiedMax - copiedEnd * 2;
    TRY(const std::vector<Extent> data,
        disk.dataIn(extentBetween(where.begin + copiedEnd, where.end() - copiedEnd)));
    for (const Extent &extent : data) {
        const Bytes size = std::min(extent.size, left);
        parts.push_back({.begin = extent.begin, .size = size});
        left = left - size;
    }
    return parts;
}

}

Result<ProbeFile> openProbeFile(BlockDevice &disk, Extent where)
{
    if (const auto *file = dynamic_cast<FileDevice *>(&disk))
        return ProbeFile{.owned = {}, .fd = file->fd(), .where = where};
    FileDescriptor memory = openMemoryFile("parterre-probe");
    if (!memory.isOpen() || ::ftruncate(memory.value(), where.size.count()) != 0)
        return failErrno(disk.name(), errno, "memfd_create");
    TRY(const std::vector<Extent> parts, partsToCopy(disk, where));
    for (const Extent &part : parts)
        CHECK(copyPart(disk, where.begin, part, memory.value()));
    const int fd = memory.value();
    return ProbeFile{.owned = std::move(memory), .fd = fd, .where = {.begin = Offset(), .size = where.size}};
}

}
