// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace parterre {

/// Many transfers under way at once, on any number of devices. For one thread.
///
/// The best way that this machine has: io_uring with registered memory; where it is not to be had
/// (an old kernel, a container that forbids it) a few threads; and for a device that is none of the
/// kernel's (the stand-ins of the tests, a device on a device) each at once and alone. As idle as the
/// thread that makes it (IdleIo).
class Transfers
{
public:
    using Clock = std::chrono::steady_clock;
    enum class Way : std::uint8_t { Uring, Threads };
    struct Finished
    {
        std::uint64_t tag = 0;
        Result<> result;
    };

    /// Memory that many transfers will use, and how many may be under way at once.
    struct Room
    {
        std::span<std::byte> memory;  ///< must outlive the value; others' memory is allowed, but slower
        unsigned depth = 32;
    };

    /// The best way there is.
    [[nodiscard]] static std::unique_ptr<Transfers> make(Room room);
    /// This way. Unsupported where the machine does not have it.
    [[nodiscard]] static Result<std::unique_ptr<Transfers>> make(Room room, Way way);

    Transfers() = default;
    Transfers(const Transfers &) = delete;
    Transfers &operator=(const Transfers &) = delete;
    /// Waits for what is under way: until then its memory is the kernel's.
    virtual ~Transfers() = default;

    /// Starts `transfer`; its memory must stay until wait() gives `tag` back. Requires that fewer than
    /// `depth` are under way.
    virtual void start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag) = 0;
    /// Waits for the next that is finished, in any order. Requires underWay() > 0.
    [[nodiscard]] virtual Finished wait() = 0;
    /// The same, or nothing where `deadline` comes first; the deadline may be missed where transfers are
    /// done at once and alone.
    [[nodiscard]] virtual std::optional<Finished> waitUntil(Clock::time_point deadline);
    [[nodiscard]] virtual std::size_t underWay() const = 0;
};

}
