// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/entry.h"

namespace parterre::kiwi {

/// How large the disk of a description is: KIWI's storage/setup.py.
struct Capacity
{
    Bytes disk;
    Bytes partitioned;  ///< without what stays unpartitioned at its end

    friend bool operator==(const Capacity &, const Capacity &) = default;
};

/// Fails with Invalid where neither the description nor what is given says it.
[[nodiscard]] Result<Capacity> capacityOf(const Description &description, const std::vector<Entry> &entries,
                                          const Given &given);

/// What of the disk a root shares with its clones.
enum class Counting : std::uint8_t {
    AsKiwi,  ///< custom partitions and spare space are not taken off, though they take room
    All,
};

/// The size of the root and of each of its clones; nothing for all that is left. Fails with Invalid where
/// nothing is left.
[[nodiscard]] Result<std::optional<Bytes>> rootSizeOf(const Description &description,
                                                      const std::vector<Entry> &entries, Bytes partitioned,
                                                      Counting counting);

/// Whether both ways of counting come to the same.
[[nodiscard]] bool isAllCounted(const std::vector<Entry> &entries);

}
