// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/held.h"

#include "core/layout/touch.h"
#include "helper/probe/probe.h"

#include <algorithm>

namespace parterre {

namespace {

bool isWrittenInto(const Partition &partition, const Plan &plan)
{
    return std::ranges::any_of(plan.steps, [&](const Step &step) {
        const auto *const partids = std::get_if<step::WritePartids>(&step);
        const auto *const rewrite = std::get_if<step::RewriteReferences>(&step);
        return (partids != nullptr && partids->partition == partition.number)
            || (rewrite != nullptr && rewrite->partition == partition.number);
    });
}

}

Result<> refuseHeld(const FileDevice &disk, const Job &job)
{
    const auto &partitions = job.inventory.partitions;
    for (const KernelPartition &held : disk.heldByOthers()) {
        const auto it = std::ranges::find(partitions, held.number, &Partition::number);
        const bool isStaying = it != partitions.end() && it->extent.begin == held.extent.begin
            && touchOf(*it, job.derived.designed) == Touch::None && !isWrittenInto(*it, job.derived.plan);
        if (!isStaying)
            return fail(ErrorCode::Busy, disk.name(),
                        "partition " + std::to_string(held.number) + " is in use");
    }
    return {};
}

Result<> refuseDoubtfulHolder(FileDevice &disk)
{
    if (!disk.isHolderDoubtful())
        return {};
    TRY(const Inventory inventory, probe(disk, disk.name()));
    if (!inventory.target.uses.empty())
        return fail(ErrorCode::Busy, disk.name());
    for (const KernelPartition &held : disk.heldByOthers()) {
        const auto &partitions = inventory.partitions;
        const auto it = std::ranges::find(partitions, held.number, &Partition::number);
        if (it == partitions.end() || it->uses.empty())
            return fail(ErrorCode::Busy, disk.name());
    }
    return {};
}

}
