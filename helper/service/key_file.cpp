// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/key_file.h"

#include "core/wire/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parterre {

namespace {

constexpr int wholeSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

Result<QByteArray> bytesOf(int fd, qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype done = 0; done < size;) {
        const ssize_t got = ::pread(fd, bytes.data() + done, static_cast<std::size_t>(size - done), done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return failErrno("keys", errno, "pread");
        done += got;
    }
    return bytes;
}

}

Result<KeySet> readKeyFile(int fd)
{
    struct stat status{};
    const int seals = ::fcntl(fd, F_GET_SEALS);  // EINVAL for all but memory files
    if (seals < 0 || (seals & wholeSeals) != wholeSeals || ::fstat(fd, &status) != 0)
        return fail(ErrorCode::Unsupported, "keys", "they are not in a sealed memory file");
    if (std::cmp_greater(status.st_size, wire::keyBytesMax))
        return fail(ErrorCode::Invalid, "keys", "they are too many");
    // Nor is a crash to write them to a disk.
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0)
        return failErrno("keys", errno, "setrlimit");
    TRY(QByteArray bytes, bytesOf(fd, static_cast<qsizetype>(status.st_size)));
    Result<std::vector<Secret>> keys = wire::decodeKeys(bytes);
    wipe(std::as_writable_bytes(std::span(bytes)));
    if (!keys)
        return std::unexpected(keys.error());
    return std::make_shared<const std::vector<Secret>>(*std::move(keys));
}

}
