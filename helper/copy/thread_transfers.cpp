// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/thread_transfers.h"

#include <algorithm>
#include <cassert>
#include <cerrno>

#include <sys/uio.h>
#include <unistd.h>

namespace parterre {

ThreadTransfers::ThreadTransfers(Room room)
{
    const unsigned count = std::clamp(room.depth, 1U, threadsMax);
    for (unsigned i = 0; i < count; ++i)
        m_threads.emplace_back([this](const std::stop_token &stop) { serve(stop); });
}

ThreadTransfers::~ThreadTransfers()
{
    while (m_underWay > 0)
        (void)wait();
}

void ThreadTransfers::start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag)
{
    Work work{.device = &device,
              .transfer = transfer,
              .fd = device.kernelFd(transfer),
              .tag = tag,
              .outcome = 0,
              .result = {}};
    ++m_underWay;
    if (work.fd < 0) {
        work.result = transferNow(device, transfer);
        const std::scoped_lock lock(m_mutex);
        m_done.push_back(std::move(work));
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(work));
    }
    m_hasWork.notify_one();
}

Transfers::Finished ThreadTransfers::wait()
{
    assert(m_underWay > 0);
    Work work;
    {
        std::unique_lock lock(m_mutex);
        m_hasFinished.wait(lock, [this] { return !m_done.empty(); });
        work = std::move(m_done.front());
        m_done.pop_front();
    }
    --m_underWay;
    if (work.fd >= 0)
        work.result = work.device->settle(work.transfer, work.outcome);
    return {.tag = work.tag, .result = std::move(work.result)};
}

std::optional<Transfers::Finished> ThreadTransfers::waitUntil(Clock::time_point deadline)
{
    {
        std::unique_lock lock(m_mutex);
        if (!m_hasFinished.wait_until(lock, deadline, [this] { return !m_done.empty(); }))
            return std::nullopt;
    }
    return wait();
}

void ThreadTransfers::serve(const std::stop_token &stop)
{
    for (;;) {
        Work work;
        {
            std::unique_lock lock(m_mutex);
            if (!m_hasWork.wait(lock, stop, [this] { return !m_waiting.empty(); }))
                return;
            work = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        work.outcome = done(work);
        {
            const std::scoped_lock lock(m_mutex);
            m_done.push_back(std::move(work));
        }
        m_hasFinished.notify_one();
    }
}

std::int64_t ThreadTransfers::done(const Work &work)
{
    const Transfer &transfer = work.transfer;
    const iovec memory{.iov_base = transfer.memory.data(), .iov_len = transfer.memory.size()};
    std::int64_t outcome = 0;
    switch (transfer.kind) {
    case Transfer::Kind::Read:
        outcome = ::preadv2(work.fd, &memory, 1, transfer.at.bytes(), 0);
        break;
    case Transfer::Kind::Write:
        outcome = ::pwritev2(work.fd, &memory, 1, transfer.at.bytes(), 0);
        break;
    case Transfer::Kind::Flush:
        outcome = ::fdatasync(work.fd);
        break;
    }
    return outcome < 0 ? -errno : outcome;
}

}
