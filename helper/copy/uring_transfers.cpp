// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/uring_transfers.h"

#include "helper/copy/idle_io.h"

#include <cassert>
#include <cerrno>
#include <functional>

#include <sys/uio.h>

namespace parterre {

Result<std::unique_ptr<Transfers>> UringTransfers::make(Room room)
{
    io_uring ring{};
    const int failed = io_uring_queue_init(room.depth, &ring, IORING_SETUP_CLAMP);
    if (failed < 0)
        return failErrno("io_uring", -failed, "io_uring_queue_init");
    return std::unique_ptr<Transfers>(new UringTransfers(ring, room));
}

UringTransfers::UringTransfers(io_uring ring, Room room)
    : m_ring(ring)
    , m_room(room)
    , m_priority(idlePriority())
    , m_pending(room.depth)
{
    for (std::size_t slot = room.depth; slot-- > 0;)
        m_freeSlots.push_back(slot);
    const iovec whole{.iov_base = room.memory.data(), .iov_len = room.memory.size()};
    // Refused where the user may not lock so much memory (RLIMIT_MEMLOCK): then it goes without.
    m_isRegistered = !room.memory.empty() && io_uring_register_buffers(&m_ring, &whole, 1) == 0;
}

UringTransfers::~UringTransfers()
{
    while (m_inRing > 0)
        (void)wait();
    io_uring_queue_exit(&m_ring);
}

bool UringTransfers::isRegistered(std::span<const std::byte> memory) const
{
    const std::less_equal<> notAfter;
    return m_isRegistered && notAfter(m_room.memory.data(), memory.data())
        && notAfter(memory.data() + memory.size(), m_room.memory.data() + m_room.memory.size());
}

void UringTransfers::prepare(io_uring_sqe *entry, int fd, const Transfer &transfer) const
{
    const auto size = static_cast<unsigned>(transfer.memory.size());
    const auto at = static_cast<std::uint64_t>(transfer.at.bytes());
    std::byte *const memory = transfer.memory.data();
    const bool isFixed = isRegistered(transfer.memory);
    switch (transfer.kind) {
    case Transfer::Kind::Read:
        if (isFixed)
            io_uring_prep_read_fixed(entry, fd, memory, size, at, 0);
        else
            io_uring_prep_read(entry, fd, memory, size, at);
        break;
    case Transfer::Kind::Write:
        if (isFixed)
            io_uring_prep_write_fixed(entry, fd, memory, size, at, 0);
        else
            io_uring_prep_write(entry, fd, memory, size, at);
        break;
    case Transfer::Kind::Flush:
        io_uring_prep_fsync(entry, fd, IORING_FSYNC_DATASYNC);
        return;  // has no priority, and must not name one
    }
    entry->ioprio = m_priority;
}

void UringTransfers::start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag)
{
    const int fd = device.kernelFd(transfer);
    io_uring_sqe *const entry = fd < 0 || m_freeSlots.empty() ? nullptr : io_uring_get_sqe(&m_ring);
    if (entry == nullptr) {
        m_finished.push_back({.tag = tag, .result = transferNow(device, transfer)});
        return;
    }
    const std::size_t slot = m_freeSlots.back();
    m_freeSlots.pop_back();
    m_pending[slot] = {.device = &device, .transfer = transfer, .tag = tag};
    prepare(entry, fd, transfer);
    io_uring_sqe_set_data64(entry, slot);
    ++m_inRing;
    (void)io_uring_submit(&m_ring);  // what it could not take now goes with the next wait
}

Transfers::Finished UringTransfers::wait()
{
    assert(underWay() > 0);
    if (!m_finished.empty()) {
        Finished finished = std::move(m_finished.front());
        m_finished.pop_front();
        return finished;
    }
    io_uring_cqe *entry = nullptr;
    while (io_uring_peek_cqe(&m_ring, &entry) != 0)
        (void)io_uring_submit_and_wait(&m_ring, 1);  // interrupted: ask again
    const auto slot = static_cast<std::size_t>(io_uring_cqe_get_data64(entry));
    const std::int64_t outcome = entry->res;
    io_uring_cqe_seen(&m_ring, entry);
    const Pending &pending = m_pending[slot];
    Finished finished{.tag = pending.tag, .result = pending.device->settle(pending.transfer, outcome)};
    m_freeSlots.push_back(slot);
    --m_inRing;
    return finished;
}

std::optional<Transfers::Finished> UringTransfers::waitUntil(Clock::time_point deadline)
{
    io_uring_cqe *entry = nullptr;
    while (m_finished.empty() && io_uring_peek_cqe(&m_ring, &entry) != 0) {
        const auto left = std::chrono::nanoseconds(deadline - Clock::now());
        if (left.count() <= 0)
            return std::nullopt;
        const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
        __kernel_timespec time{.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
        (void)io_uring_submit_and_wait_timeout(&m_ring, &entry, 1, &time, nullptr);
    }
    return wait();
}

}
