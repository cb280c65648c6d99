// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/key_envelope.h"

#include "app/run/memory_file.h"
#include "core/wire/keys.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace parterre {

KeyEnvelope::KeyEnvelope(QDBusUnixFileDescriptor file)
    : m_file(std::move(file))
{}

Result<KeyEnvelope> KeyEnvelope::seal(const std::vector<Secret> &keys)
{
    QDBusUnixFileDescriptor file;
    const int fd = openMemoryFile("parterre-keys");
    if (fd < 0)
        return failErrno("keys", errno, "memfd_create");
    file.giveFileDescriptor(fd);
    QByteArray bytes = wire::encodeKeys(keys);
    const ssize_t wrote = ::write(fd, bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const int error = errno;
    wipe(std::as_writable_bytes(std::span(bytes)));
    if (wrote != bytes.size())
        return failErrno("keys", wrote < 0 ? error : ENOSPC, "write");
    if (::fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
        return failErrno("keys", errno, "seal");
    return KeyEnvelope(file);
}

}
