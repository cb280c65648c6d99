// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <cstdint>
#include <optional>

namespace parterre {

/// While it lives, the calling thread and the threads that it starts get at a disk only while nobody
/// else wants it: IOPRIO_CLASS_IDLE (ioprio_set(2)), for which no privilege is needed. Which of the
/// kernel's schedulers heeds that is the disk's affair: bfq and mq-deadline do, none and kyber do not.
class IdleIo
{
public:
    /// Fails where the kernel refuses; then nothing has changed.
    [[nodiscard]] static Result<IdleIo> begin();
    IdleIo(IdleIo &&other) noexcept;
    IdleIo &operator=(IdleIo &&other) = delete;
    /// Gives the thread the priority back that it had. Must be on the same thread.
    ~IdleIo();

private:
    explicit IdleIo(int former)
        : m_former(former)
    {}

    std::optional<int> m_former;
};

/// What a request of the calling thread has to say to be as idle as the thread; 0 where it is not.
[[nodiscard]] std::uint16_t idlePriority();

}
