// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/idle_io.h"

#include <cerrno>
#include <utility>

#include <linux/ioprio.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace parterre {

namespace {

constexpr int thisThread = 0;

// The C library has no wrappers for these two.
int priority()
{
    return static_cast<int>(::syscall(SYS_ioprio_get, IOPRIO_WHO_PROCESS, thisThread));
}

int setPriority(int priority)
{
    return static_cast<int>(::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, thisThread, priority));
}

}

Result<IdleIo> IdleIo::begin()
{
    const int former = priority();
    if (former < 0)
        return failErrno("I/O priority", errno, "ioprio_get");
    if (setPriority(IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0)) != 0)
        return failErrno("I/O priority", errno, "ioprio_set");
    return IdleIo(former);
}

IdleIo::IdleIo(IdleIo &&other) noexcept
    : m_former(std::exchange(other.m_former, std::nullopt))
{}

IdleIo::~IdleIo()
{
    if (m_former)
        (void)setPriority(*m_former);
}

std::uint16_t idlePriority()
{
    const int now = priority();
    const bool isIdle = now >= 0 && IOPRIO_PRIO_CLASS(now) == IOPRIO_CLASS_IDLE;
    return isIdle ? static_cast<std::uint16_t>(now) : std::uint16_t{0};
}

}
