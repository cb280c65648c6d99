// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/envelope.h"

#include <cerrno>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace parterre {

namespace {

const char *const words = "the file for the answer";
constexpr std::size_t limit = std::size_t{64} << 20U;

#ifndef F_SEAL_EXEC
constexpr int F_SEAL_EXEC = 0x0020;  // Linux 6.3; the machine may set it on every memory file
#endif

std::unexpected<Error> failKind()
{
    return fail(ErrorCode::Unsupported, words, "is not an empty memory file that can be sealed");
}

}

Result<Envelope> Envelope::adopt(int callersFd)
{
    const int flags = ::fcntl(callersFd, F_GETFL);
    if (flags < 0)
        return failErrno(words, errno, "F_GETFL");
    if ((flags & O_PATH) != 0 || (flags & O_ACCMODE) != O_RDWR)
        return fail(ErrorCode::Denied, words, "is not open for reading and writing");
    // First of all: other file systems, whose server may be the caller's and never answer, are not
    // asked anything. A file with a name in a tmpfs has F_SEAL_SEAL.
    const int seals = ::fcntl(callersFd, F_GET_SEALS);
    if (seals < 0 || (seals & ~F_SEAL_EXEC) != 0)
        return failKind();
    struct statfs system{};
    struct stat status{};
    if (::fstatfs(callersFd, &system) != 0 || ::fstat(callersFd, &status) != 0)
        return failErrno(words, errno, "fstat");
    // Huge pages take no write(2).
    if (system.f_type != TMPFS_MAGIC || !S_ISREG(status.st_mode) || status.st_nlink != 0
        || status.st_size != 0)
        return failKind();
    FileDescriptor own(::fcntl(callersFd, F_DUPFD_CLOEXEC, 3));
    if (!own.isOpen())
        return failErrno(words, errno, "dup");
    return Envelope(std::move(own));
}

Result<> Envelope::seal(std::span<const std::byte> bytes) const
{
    if (bytes.size() > limit)
        return fail(ErrorCode::OutOfRange, words);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote =
            ::pwrite(m_file.value(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return failErrno(words, wrote < 0 ? errno : ENOSPC, "pwrite");
        done += static_cast<std::size_t>(wrote);
    }
    if (::fcntl(m_file.value(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
        return failErrno(words, errno, "F_ADD_SEALS");
    return {};
}

}
