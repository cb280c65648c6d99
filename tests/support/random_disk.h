// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"

#include <cstdint>
#include <random>

namespace parterre::test {

/// Disks and designs that nobody would think of, but that could be: the same for the same seed.
class RandomDisk
{
public:
    explicit RandomDisk(std::uint64_t seed);

    /// GPT or MBR, small or 4 KiB sectors, gaps, odd alignments, up to 128 partitions.
    [[nodiscard]] Inventory inventory();
    /// Some edits on what the disk is now: clones, order, places, policies, names.
    [[nodiscard]] Design design(const Inventory &inventory);

private:
    [[nodiscard]] std::int64_t upTo(std::int64_t most);
    [[nodiscard]] bool isIn(int percent);
    void makeTable(Inventory &inventory);
    void fillGpt(Inventory &inventory);
    void fillMbr(Inventory &inventory);
    void fillContainer(Inventory &inventory, Offset begin, std::int64_t wanted);
    void close(Inventory &inventory, Offset end);
    [[nodiscard]] Offset next(const Table &table, Offset at);
    [[nodiscard]] Bytes size(const Table &table);
    [[nodiscard]] Partition partition(const Table &table, int number, Extent extent);
    [[nodiscard]] std::string cloneLike(const Partition &other);
    void shuffleNumbers(Inventory &inventory, EntryKind kind);
    [[nodiscard]] Offset place(const Inventory &inventory);
    void editOne(Design &design, const Inventory &inventory, int number);

    std::mt19937_64 m_random;
    std::uint32_t m_uuids = 0;
    int m_named = 0;
};

}
