// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/copy/transfers.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace parterre {

/// Transfers by a few threads that wait in preadv2(2), pwritev2(2) and fdatasync(2).
class ThreadTransfers final : public Transfers
{
public:
    explicit ThreadTransfers(Room room);
    ~ThreadTransfers() override;

    void start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag) override;
    [[nodiscard]] Finished wait() override;
    [[nodiscard]] std::optional<Finished> waitUntil(Clock::time_point deadline) override;
    [[nodiscard]] std::size_t underWay() const override { return m_underWay; }

private:
    static constexpr unsigned threadsMax = 8;

    /// One that the kernel does. Its outcome is settled by the caller's thread, as with io_uring.
    struct Work
    {
        BlockDevice *device = nullptr;
        Transfer transfer;
        int fd = -1;  ///< -1: done already, `result` holds
        std::uint64_t tag = 0;
        std::int64_t outcome = 0;
        Result<> result;
    };

    void serve(const std::stop_token &stop);
    [[nodiscard]] static std::int64_t done(const Work &work);

    std::mutex m_mutex;
    std::condition_variable_any m_hasWork;
    std::condition_variable m_hasFinished;
    std::deque<Work> m_waiting;
    std::deque<Work> m_done;
    std::size_t m_underWay = 0;
    std::vector<std::jthread> m_threads;  ///< last: they use all of the above
};

}
