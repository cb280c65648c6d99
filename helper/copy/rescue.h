// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/copy/copy_order.h"

#include <span>
#include <stop_token>
#include <vector>

namespace parterre {

/// What is done about a read that failed: it is tried once more in parts of 4096 bytes, so that what
/// cannot be read is known exactly. For one thread.
class Rescue
{
public:
    /// `order` must outlive the value.
    explicit Rescue(const CopyOrder &order)
        : m_order(order)
    {}

    /// Fills `memory` with what `piece` of the source holds, after a read of all of it failed with
    /// `first`. Returns how much of it was read. A part that fails again ends it, named in the error;
    /// where order.onReadError says Continue it is zeros and stands in unread(), unless it was not the
    /// medium that failed, or there are more than order.unreadMax ranges by now. Cancelled between two
    /// parts, since a dying disk takes its time for each.
    [[nodiscard]] Result<Bytes> read(Extent piece, std::span<std::byte> memory, const Error &first,
                                     const std::stop_token &stop);
    /// Of the source: ascending, in parts of 4096 bytes, neighbours joined.
    [[nodiscard]] const std::vector<Extent> &unread() const { return m_unread; }

private:
    [[nodiscard]] bool canGoOnAfter(const Error &error) const;
    [[nodiscard]] Error named(Extent bad, const Error &first, const std::string &also) const;
    void add(Extent bad);

    const CopyOrder &m_order;
    std::vector<Extent> m_unread;
};

/// "bytes 0 to 511"
[[nodiscard]] std::string rangeText(Extent range);

}
