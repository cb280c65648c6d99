// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long derive() takes for a disk of 128 partitions of which 64 are cloned once, for the half of it that
// fits into a table of 128 entries, and where partitions move over each other within the disk.

#include "core/layout/lineage.h"
#include "core/plan/derive.h"

#include <algorithm>
#include <chrono>
#include <print>
#include <string>
#include <utility>
#include <vector>

using namespace parterre;
using namespace parterre::literals;

namespace {

Uuid numberedUuid(int number)
{
    const std::string digits = std::to_string(100000 + number);
    return Uuid::parse("00000000-0000-4000-8000-000000" + digits).value_or(Uuid());
}

Partition numberedPartition(int number)
{
    Partition partition;
    partition.number = number;
    partition.extent = {.begin = Offset(std::int64_t{number} << 30), .size = 1_GiB};
    partition.type = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    partition.name = "p.lxpart" + std::to_string(number);
    partition.guid = numberedUuid(number).toString();
    partition.content.kind = ContentKind::Ext4;
    partition.content.uuid = numberedUuid(1000 + number).toString();
    partition.content.label = "PART" + std::to_string(number);
    partition.content.size = 1_GiB;
    partition.content.used = 300_MiB;
    return partition;
}

Inventory diskOf(int partitions, int entries)
{
    Inventory inventory;
    inventory.target.path = "disk.img";
    inventory.target.size = 512_GiB;
    inventory.table.kind = TableKind::Gpt;
    inventory.table.entriesMax = entries;
    inventory.table.usable = {.begin = Offset(1 << 20), .size = 511_GiB};
    inventory.table.id = "00000000-0000-4000-8000-000000000001";
    inventory.capabilities.renewable = {ContentKind::Ext4};
    for (int number = 1; number <= partitions; ++number)
        inventory.partitions.push_back(numberedPartition(number));
    return inventory;
}

Design withClones(const Inventory &inventory, int clones)
{
    Design design = designFor(inventory);
    for (int i = 0; i < clones; ++i) {
        const int number = inventory.partitions[static_cast<std::size_t>(i)].number;
        findDesign(design, number)->clones = {
            {.guid = numberedUuid(5000 + number), .content = numberedUuid(7000 + number), .start = {}}};
    }
    return design;
}

/// Partitions of these sizes from the first GiB on, and `left` behind them.
Inventory filledDisk(const std::vector<Bytes> &sizes, Bytes left)
{
    Inventory inventory = diskOf(static_cast<int>(sizes.size()), 256);
    Offset at{1 << 30};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        Partition &partition = inventory.partitions[i];
        partition.extent = {.begin = at, .size = sizes[i]};
        partition.content.size = sizes[i];
        at = partition.extent.end();
    }
    // Nothing is free before the first.
    inventory.table.usable = {.begin = inventory.partitions.front().extent.begin,
                              .size = at + left - inventory.partitions.front().extent.begin};
    inventory.target.size = Bytes((at + left).bytes()) + 1_GiB;
    return inventory;
}

/// 128 partitions on 20 TB, of two sizes in turn, with 1 GiB left.
Inventory manyOnALargeDisk()
{
    constexpr Bytes each = 145_GiB;
    std::vector<Bytes> sizes;
    for (int i = 0; i < 64; ++i) {
        sizes.push_back(each + 3_GiB + 1_MiB * i);
        sizes.push_back(each - 3_GiB - 1_MiB * i);
    }
    return filledDisk(sizes, 1_GiB);
}

/// Of every two pairs of neighbours the first changes places.
Design withPairsReordered(const Inventory &inventory)
{
    Design design = designFor(inventory);
    design.placement = Placement::Adjacent;
    for (std::size_t i = 0; i + 1 < design.partitions.size(); i += 4)
        std::swap(design.partitions[i], design.partitions[i + 1]);
    return design;
}

/// 16 partitions of 8 to 38 GiB, and so much room that a clone of each fits, with 256 MiB to spare.
Inventory nearlyFullDisk()
{
    std::vector<Bytes> sizes;
    Bytes all;
    for (int i = 0; i < 16; ++i) {
        sizes.push_back(8_GiB + 2_GiB * i);
        all += sizes.back();
    }
    return filledDisk(sizes, all + 256_MiB);
}

Design withAdjacentClones(const Inventory &inventory)
{
    Design design = withClones(inventory, static_cast<int>(inventory.partitions.size()));
    design.placement = Placement::Adjacent;
    return design;
}

void measure(std::string_view name, const Inventory &inventory, const Design &design)
{
    constexpr int runs = 301;
    std::vector<double> took;
    std::size_t steps = 0;
    std::size_t findings = 0;
    for (int run = 0; run < runs; ++run) {
        const auto began = std::chrono::steady_clock::now();
        const Derived derived = derive(inventory, design);
        const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - began;
        took.push_back(elapsed.count());
        steps = derived.plan.steps.size();
        findings = derived.findings.size();
    }
    std::ranges::sort(took);
    std::println("{:<44} median {:.3f} ms, 95 % {:.3f} ms, worst {:.3f} ms ({} steps, {} findings, {} runs)",
                 name, took[runs / 2], took[runs * 95 / 100], took[runs - 1], steps, findings, runs);
}

}

int main()
{
    const Inventory whole = diskOf(128, 256);
    measure("128 partitions, 64 clones, 256 entries", whole, withClones(whole, 64));
    const Inventory half = diskOf(64, 128);
    measure("64 partitions, 64 clones, 128 entries", half, withClones(half, 64));
    const Inventory full = diskOf(128, 128);
    measure("128 partitions, 64 clones, table full", full, withClones(full, 64));
    const Inventory large = manyOnALargeDisk();
    measure("128 partitions on 20 TB, every second pair", large, withPairsReordered(large));
    const Inventory nearlyFull = nearlyFullDisk();
    measure("16 partitions, a clone before each", nearlyFull, withAdjacentClones(nearlyFull));
    return 0;
}
