// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/copy/transfers.h"

#include <deque>
#include <liburing.h>
#include <vector>

namespace parterre {

/// Transfers by io_uring (io_uring(7)), with registered memory where the limit on locked memory
/// allows it.
class UringTransfers final : public Transfers
{
public:
    /// Unsupported where the kernel has no io_uring or forbids it.
    [[nodiscard]] static Result<std::unique_ptr<Transfers>> make(Room room);
    ~UringTransfers() override;

    void start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag) override;
    [[nodiscard]] Finished wait() override;
    [[nodiscard]] std::optional<Finished> waitUntil(Clock::time_point deadline) override;
    [[nodiscard]] std::size_t underWay() const override { return m_inRing + m_finished.size(); }

private:
    struct Pending
    {
        BlockDevice *device = nullptr;
        Transfer transfer;
        std::uint64_t tag = 0;
    };

    UringTransfers(io_uring ring, Room room);
    void prepare(io_uring_sqe *entry, int fd, const Transfer &transfer) const;
    [[nodiscard]] bool isRegistered(std::span<const std::byte> memory) const;

    io_uring m_ring;
    Room m_room;
    bool m_isRegistered = false;
    std::uint16_t m_priority = 0;        ///< of each read and write
    std::vector<Pending> m_pending;      ///< by slot; the slot is the entry's user data
    std::vector<std::size_t> m_freeSlots;
    std::size_t m_inRing = 0;
    std::deque<Finished> m_finished;     ///< done here and now, not by the kernel
};

}
