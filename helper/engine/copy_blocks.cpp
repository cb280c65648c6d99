// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/copy/copier.h"
#include "helper/copy/sharing.h"
#include "helper/engine/imprints.h"
#include "helper/engine/restraint.h"

#include <optional>

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
                    .onReadError = copy.copying.onReadError,
                    .unreadMax = unreadRangesMax,
                    .rateLimit = copy.copying.rateLimit,
                    .medium = context.topology.medium,
                    .isTakingTurns = takesTurns(context.topology.medium)};
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

std::string blocksText(const step::CopyBlocks &copy, const Allocation &allocation)
{
    if (copy.copying.blocks == Blocks::Every)
        return "every block, as chosen";
    return allocation.isTrusted() ? "used blocks" : "every block: " + allocation.doubt;
}

/// What could not be read, into the report, and into the job's folder: a recovery that goes on after
/// this step has to say it as well.
Result<> tellUnread(const step::CopyBlocks &copy, const CopyOutcome &outcome, Context &context)
{
    for (const Extent &bad : outcome.unread)
        context.report.unread.push_back(
            {.partition = copy.partition,
             .where = {.begin = Offset() + (bad.begin - copy.source.begin), .size = bad.size}});
    return context.report.unread.empty() ? Result<>()
                                         : context.folder.saveUnread(context.step, context.report.unread);
}

void remember(const step::CopyBlocks &copy, const Allocation &allocation, CopyOutcome &&outcome,
              Context &context)
{
    const bool isByMap = copy.copying.blocks == Blocks::Used && allocation.isTrusted();
    context.copied.push_back({.source = copy.source,
                              .targets = copy.targets,
                              .used = usedBlocks(allocation.used, copy.source),
                              .imprint = {.partition = 0,
                                          .blocks = isByMap ? Blocks::Used : Blocks::Every,
                                          .kind = copy.copying.digest,
                                          .pieceSize = imprintPieceSize(copy.source.size),
                                          .digests = std::move(outcome.digests)}});
}

void reportShared(const CopyOrder &order, StepReport &report)
{
    report.shared = sizeOf(order.used) * static_cast<std::int64_t>(order.targets.size());
    report.skipped = order.extent.size * static_cast<std::int64_t>(order.targets.size()) - report.shared;
    report.note += "; the copies share the blocks of their origin until one of them is written to";
}

Result<CopyOutcome> copyAll(const CopyOrder &order, Context &context)
{
    const auto targets = static_cast<std::int64_t>(order.targets.size());
    context.meter.expect(sizeOf(order.used) * (1 + 2 * targets));
    TRY(CopyOutcome outcome,
        copyBlocks(order, [&](const Work &moved) { context.meter.advance(moved); }, context.stop));
    context.report.read = outcome.read + outcome.readBack;
    context.report.written = outcome.written;
    context.report.skipped = order.extent.size * targets - outcome.written;
    return outcome;
}

}

Result<> perform(const step::CopyBlocks &copy, Context &context)
{
    const std::optional<IdleIo> idle =
        idleAsChosen(copy.copying, "Partition " + std::to_string(copy.partition), context);
    const Allocation allocation = allocationFor(copy, context.disk);
    const CopyOrder order = orderFor(copy, context, allocation.used);
    context.report.note = blocksText(copy, allocation);
    TRY(const bool areShared, shareBlocks(order, context.stop));
    if (areShared) {
        reportShared(order, context.report);
    } else {
        TRY(CopyOutcome outcome, copyAll(order, context));
        CHECK(tellUnread(copy, outcome, context));
        remember(copy, allocation, std::move(outcome), context);
    }
    if (allocationFor(copy, context.disk) != allocation)
        return fail(ErrorCode::Mismatch, context.disk.name(), order.name + " changed while it was copied");
    return {};
}

}
