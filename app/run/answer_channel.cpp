// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/answer_channel.h"

#include "app/run/memory_file.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parterre {

namespace {

constexpr off_t limit = 64 << 20;
constexpr int wholeSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

}

Result<AnswerChannel> AnswerChannel::open()
{
    AnswerChannel channel;
    const int memory = openMemoryFile("parterre-answer");
    if (memory < 0)
        return failErrno("org.parterre.helper", errno, "memfd_create");
    channel.m_answer.giveFileDescriptor(memory);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return failErrno("org.parterre.helper", errno, "pipe");
    channel.m_ourEnd.giveFileDescriptor(ends[0]);
    channel.m_helpersEnd.giveFileDescriptor(ends[1]);
    return channel;
}

QVariantMap AnswerChannel::arguments() const
{
    return {{QStringLiteral("answer"), QVariant::fromValue(m_answer)},
            {QStringLiteral("line"), QVariant::fromValue(m_helpersEnd)}};
}

void AnswerChannel::letGo()
{
    // All copies of a QDBusUnixFileDescriptor share one descriptor.
    const int fd = m_helpersEnd.takeFileDescriptor();
    if (fd >= 0)
        ::close(fd);
}

std::optional<QByteArray> AnswerChannel::answer() const
{
    const int fd = m_answer.fileDescriptor();
    struct stat status{};
    const int seals = ::fcntl(fd, F_GET_SEALS);
    if (seals < 0 || (seals & wholeSeals) != wholeSeals || ::fstat(fd, &status) != 0 || status.st_size <= 0
        || status.st_size > limit)
        return std::nullopt;
    QByteArray bytes(status.st_size, Qt::Uninitialized);
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t got =
            ::pread(fd, bytes.data() + done, static_cast<std::size_t>(bytes.size() - done), done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return std::nullopt;
        done += got;
    }
    return bytes;
}

}
