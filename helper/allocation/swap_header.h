// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// The first page of swap space (union swap_header, include/linux/swap.h).
struct SwapHeader
{
    static constexpr std::size_t lastPageAt = 1028;  ///< the place of the last page's number, 4 bytes

    Bytes page;                  ///< of the machine that made it
    std::uint32_t lastPage = 0;  ///< counted from 0, the header's own
    std::uint32_t badPages = 0;  ///< that are left out

    [[nodiscard]] Bytes size() const { return page * (std::int64_t{lastPage} + 1); }
};

/// Corrupt where it is none, or does not end within the partition; Refused where a system sleeps in it.
[[nodiscard]] Result<SwapHeader> readSwapHeader(const RawView &view);

}
