// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/luks_header.h"

#include "helper/block/memory_file.h"

#include <algorithm>
#include <libcryptsetup.h>
#include <vector>

#include <errno.h>
#include <unistd.h>

namespace parterre {

namespace {

constexpr Bytes chunkSize{std::int64_t{1} << 20};

/// A file in memory of the size of the whole, with its begin.
Result<FileDescriptor> copyOf(BlockDevice &disk, Extent where)
{
    FileDescriptor memory = openMemoryFile("parterre-luks");
    if (!memory.isOpen() || ::ftruncate(memory.value(), where.size.count()) != 0)
        return failErrno(disk.name(), errno, "memfd_create");
    std::vector<std::byte> buffer(static_cast<std::size_t>(chunkSize.count()));
    const Bytes all = std::min(where.size, LuksHeader::sizeMax);
    for (Bytes done; done < all;) {
        const Bytes size = std::min(chunkSize, all - done);
        const std::span chunk = std::span(buffer).first(static_cast<std::size_t>(size.count()));
        CHECK(disk.read(where.begin + done, chunk));
        if (!isZero(chunk)
            && ::pwrite(memory.value(), chunk.data(), chunk.size(), done.count()) != size.count())
            return failErrno(disk.name(), errno, "write to memory file");
        done += size;
    }
    return memory;
}

}

void FreeCryptDevice::operator()(crypt_device *device) const
{
    crypt_free(device);
}

LuksHeader::LuksHeader(FileDescriptor copy, CryptDevice device)
    : m_copy(std::move(copy))
    , m_device(std::move(device))
{}

Result<LuksHeader> LuksHeader::read(BlockDevice &disk, Extent where, ContentKind kind)
{
    TRY(FileDescriptor copy, copyOf(disk, where));
    const std::string path = "/proc/self/fd/" + std::to_string(copy.value());
    crypt_device *opened = nullptr;
    if (const int error = crypt_init(&opened, path.c_str()); error < 0)
        return failErrno(disk.name(), -error, "crypt_init");
    CryptDevice device(opened);
    // Words come back as errors; the helper's streams are for its own.
    crypt_set_log_callback(opened, [](int, const char *, void *) {}, nullptr);
    const char *version = kind == ContentKind::Luks1 ? CRYPT_LUKS1 : CRYPT_LUKS2;
    if (crypt_load(opened, version, nullptr) < 0)
        return fail(ErrorCode::Corrupt, disk.name(), "the header of " + std::string(contentKindName(kind)));
    return LuksHeader(std::move(copy), std::move(device));
}

}
