// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long derive() takes for a disk of 128 partitions of which 64 are cloned once, and for the half
// of it that fits into a table of 128 entries.

#include "core/layout/lineage.h"
#include "core/plan/derive.h"

#include <algorithm>
#include <chrono>
#include <print>
#include <string>
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
    return 0;
}
