// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/transfers.h"

#include "helper/copy/thread_transfers.h"
#include "helper/copy/uring_transfers.h"

namespace parterre {

std::unique_ptr<Transfers> Transfers::make(Room room)
{
    if (Result<std::unique_ptr<Transfers>> uring = UringTransfers::make(room))
        return *std::move(uring);
    return std::make_unique<ThreadTransfers>(room);
}

Result<std::unique_ptr<Transfers>> Transfers::make(Room room, Way way)
{
    if (way == Way::Uring)
        return UringTransfers::make(room);
    return std::make_unique<ThreadTransfers>(room);
}

std::optional<Transfers::Finished> Transfers::waitUntil(Clock::time_point /*deadline*/)
{
    return wait();
}

}
