// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/runner/frame_pipe.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace parterre {

Result<std::optional<QCborMap>> FrameSource::read()
{
    while (true) {
        TRY(std::optional<QCborMap> message, m_frames.next());
        if (message)
            return message;
        std::array<char, 65536> piece{};
        const ssize_t got = ::read(m_fd, piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failErrno("standard input", errno, "read");
        if (got == 0 && !m_frames.isAtBoundary())
            return fail(ErrorCode::Invalid, "standard input", "ends in the middle of a frame");
        if (got == 0)
            return std::nullopt;
        m_frames.add(QByteArrayView(piece.data(), got));
    }
}

void FrameSink::send(const wire::Reply &reply)
{
    const QByteArray bytes = wire::frame(wire::encode(reply));
    const std::scoped_lock lock(m_mutex);
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t wrote =
            ::write(m_fd, bytes.data() + done, static_cast<std::size_t>(bytes.size() - done));
        if (wrote < 0 && errno != EINTR)
            return;
        done += wrote > 0 ? wrote : 0;
    }
}

}
