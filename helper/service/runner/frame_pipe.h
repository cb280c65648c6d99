// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/wire/frame.h"
#include "core/wire/request.h"

#include <mutex>
#include <optional>

namespace parterre {

/// Reads the caller's frames from a descriptor. One thread only.
class FrameSource
{
public:
    explicit FrameSource(int fd)
        : m_fd(fd)
    {}

    /// The next message; nullopt once the caller closed his end between two frames. Invalid where
    /// what came is no frame, or ends in the middle of one. Blocks.
    [[nodiscard]] Result<std::optional<QCborMap>> read();

private:
    int m_fd;
    wire::FrameReader m_frames;
};

/// Sends frames to the caller, from any thread. A caller who went away is nobody to complain to:
/// the job goes on without him.
class FrameSink
{
public:
    explicit FrameSink(int fd)
        : m_fd(fd)
    {}

    void send(const wire::Reply &reply);

private:
    int m_fd;
    std::mutex m_mutex;
};

}
