// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/copy/copier.h"
#include "helper/engine/perform.h"

#include <algorithm>

namespace parterre {

namespace {

/// Every block that the step has to copy. Asked again afterwards: what is the same then has not been
/// written to in between by anybody who keeps to the file system's own rules.
Allocation allocationFor(const step::CopyBlocks &copy, BlockDevice &disk)
{
    if (copy.copying.blocks == Blocks::Every)
        return {.used = {copy.source}, .doubt = {}};
    return allocationOf(disk, copy.source, copy.kind);
}

CopyOrder orderFor(const step::CopyBlocks &copy, const Context &context, std::vector<Extent> used)
{
    CopyOrder order{.source = &context.disk,
                    .name = "partition " + std::to_string(copy.partition),
                    .extent = copy.source,
                    .used = std::move(used),
                    .targets = {},
                    .rest = copy.copying.rest,
                    .digest = copy.copying.digest,
                    .isTakingTurns = context.topology.isRotational};
    for (const Offset target : copy.targets)
        order.targets.push_back({.device = &context.disk, .at = target});
    return order;
}

Bytes sizeOf(const std::vector<Extent> &extents)
{
    Bytes size;
    for (const Extent &extent : extents)
        size += extent.size;
    return size;
}

std::string noteOf(const step::CopyBlocks &copy, const Allocation &allocation, const CopyOutcome &outcome)
{
    std::string note = copy.copying.blocks == Blocks::Every ? "every block, as chosen"
        : allocation.isTrusted()                            ? "used blocks"
                                                            : "every block: " + allocation.doubt;
    note += "; " + std::string(digestName(copy.copying.digest)) + " of each 64 MiB read:";
    for (const std::string &digest : outcome.digests)
        note += " " + digest;
    return note;
}

/// Whether all targets now share the source's blocks, which costs neither time nor space.
Result<bool> shareAll(const step::CopyBlocks &copy, Context &context)
{
    constexpr Bytes grain{4096};
    const bool isAligned =
        std::ranges::all_of(copy.targets, [&](Offset target) { return parterre::isAligned(target, grain); });
    if (!isAligned || !parterre::isAligned(copy.source.begin, grain)
        || copy.source.size.count() % grain.count() != 0)
        return false;
    for (const Offset target : copy.targets) {
        TRY(const bool isShared, context.disk.share(copy.source, target));
        if (!isShared)
            return false;
    }
    CHECK(context.disk.flush());
    for (const Offset target : copy.targets) {
        TRY(const bool isShared, context.disk.isShared(copy.source, target));
        if (!isShared)
            return fail(ErrorCode::Mismatch, context.disk.name(),
                        "the file system shared blocks and maps others");
    }
    context.report.shared = copy.source.size * static_cast<std::int64_t>(copy.targets.size());
    context.report.note = "the copies share the blocks of their origin until one of them is written to";
    return true;
}

}

Result<> perform(const step::CopyBlocks &copy, Context &context)
{
    TRY(const bool isShared, shareAll(copy, context));
    if (isShared)
        return {};
    const Allocation allocation = allocationFor(copy, context.disk);
    const CopyOrder order = orderFor(copy, context, allocation.used);
    const auto targets = static_cast<std::int64_t>(copy.targets.size());
    context.meter.expect(sizeOf(allocation.used) * (1 + 2 * targets));
    TRY(const CopyOutcome outcome,
        copyBlocks(order, [&](Bytes amount) { context.meter.advance(amount); }, context.stop));
    if (allocationFor(copy, context.disk) != allocation)
        return fail(ErrorCode::Mismatch, context.disk.name(), order.name + " changed while it was copied");
    context.report.read = outcome.read + outcome.readBack;
    context.report.written = outcome.written;
    context.report.skipped = copy.source.size * targets - outcome.written;
    context.report.note = noteOf(copy, allocation, outcome);
    return {};
}

}
