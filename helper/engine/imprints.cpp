// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/imprints.h"

#include "core/text/describe.h"
#include "helper/allocation/allocation.h"
#include "helper/copy/imprinter.h"
#include "helper/copy/used_pieces.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr Bytes chunk{std::int64_t{1} << 20U};

/// A piece of a partition, from the partition's start.
Extent pieceAt(std::size_t piece, Bytes partition)
{
    const Bytes size = imprintPieceSize(partition);
    const Offset begin = Offset() + size * static_cast<std::int64_t>(piece);
    return extentBetween(begin, std::min(begin + size, Offset() + partition));
}

Extent onDisk(Extent within, Extent where)
{
    return {.begin = where.begin + (within.begin - Offset()), .size = within.size};
}

/// Gives how much was read of it.
Result<Bytes> hashChunk(BlockDevice &disk, Extent within, const ImprintOrder &order, AlignedBuffer &buffer,
                        Imprinter &imprinter)
{
    const Extent there = onDisk(within, order.where);
    TRY(const std::vector<Extent> data, disk.dataIn(there));
    if (data.empty())
        return Bytes();
    const auto memory = buffer.first(static_cast<std::size_t>(there.size.count()));
    CHECK(disk.read(there.begin, memory));
    imprinter.add(within.begin, blockDigests(order.kind, memory));
    return there.size;
}

/// What is used of a piece, in order, in parts that fit into memory.
std::vector<Extent> chunksOf(const ImprintOrder &order, std::size_t piece)
{
    std::vector<Extent> chunks;
    for (Extent part : partsWithin(order.used, pieceAt(piece, order.where.size))) {
        while (!part.isEmpty()) {
            chunks.push_back({.begin = part.begin, .size = std::min(part.size, chunk)});
            part = extentBetween(chunks.back().end(), part.end());
        }
    }
    return chunks;
}

/// What was copied and is now in this partition; nullptr where it is another's.
const CopiedContent *copiedInto(const Slot &slot, const Context &context)
{
    const auto found = std::ranges::find_if(context.copied, [&](const CopiedContent &one) {
        return one.source.size == slot.extent.size
            && (one.source.begin == slot.extent.begin
                || std::ranges::find(one.targets, slot.extent.begin) != one.targets.end());
    });
    return slot.entry == EntryKind::Extended || found == context.copied.end() ? nullptr : &*found;
}

/// The pieces of which copying does not tell what they hold now: they were written to since, or use other
/// blocks.
std::vector<std::size_t> changedPieces(const CopiedContent &copied, const Slot &slot, const Context &context,
                                       const std::vector<Extent> &used)
{
    std::vector<std::size_t> changed;
    for (std::size_t piece = 0; piece < pieceCount(slot.extent.size, imprintPieceSize(slot.extent.size));
         ++piece) {
        const Extent within = pieceAt(piece, slot.extent.size);
        const bool isWritten = std::ranges::any_of(
            context.changed, [&](const Extent &one) { return one.overlaps(onDisk(within, slot.extent)); });
        if (copied.imprint.digests.empty() || isWritten
            || partsWithin(copied.used, within) != partsWithin(used, within))
            changed.push_back(piece);
    }
    return changed;
}

/// What is to be hashed of a partition, on top of what copying tells.
struct Due
{
    Imprint imprint;
    ImprintOrder order;
};

Result<Due> dueFor(const Slot &slot, const CopiedContent &copied, Context &context)
{
    Due due{.imprint = copied.imprint,
            .order = {.where = slot.extent, .used = {}, .kind = copied.imprint.kind, .pieces = {}}};
    due.imprint.partition = slot.number;
    std::vector<Extent> used{slot.extent};
    if (copied.imprint.blocks == Blocks::Used) {
        Allocation allocation = allocationOf(context.disk, slot.extent, slot.content.kind);
        if (!allocation.isTrusted())
            return fail(ErrorCode::Unsupported, context.disk.name(), allocation.doubt);
        used = std::move(allocation.used);
    }
    due.order.used = usedBlocks(std::move(used), slot.extent);
    due.order.pieces = changedPieces(copied, slot, context, due.order.used);
    due.imprint.digests.resize(pieceCount(slot.extent.size, due.imprint.pieceSize));
    return due;
}

Result<> hash(Due &due, Context &context)
{
    const auto advance = [&](Bytes, Bytes read) {
        context.report.read += read;
        context.meter.advance({.read = read, .written = {}});
    };
    TRY(const std::vector<std::string> digests, hashPieces(context.disk, due.order, advance, context.stop));
    for (const std::size_t piece : due.order.pieces)
        due.imprint.digests[piece] = digests[piece];
    return {};
}

/// What the report will lack, and the first reason: one warning, however many they are.
struct Lacking
{
    std::string numbers;
    std::string reason;

    void add(int number, const Error &error)
    {
        if (reason.empty())
            reason = english(describe(error));
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
    }
};

/// For each origin and clone that was copied, in table order.
std::vector<Due> duesOf(Context &context, Lacking &lacking)
{
    std::vector<Due> dues;
    std::size_t digests = 0;
    for (const Slot &slot : context.published) {
        const CopiedContent *const copied = copiedInto(slot, context);
        if (copied == nullptr)
            continue;
        Result<Due> due = dueFor(slot, *copied, context);
        if (due && digests + due->imprint.digests.size() > imprintDigestsMax)
            due = fail(ErrorCode::Unsupported, context.disk.name(), "there would be too many digests");
        if (!due) {
            lacking.add(slot.number, due.error());
            continue;
        }
        digests += due->imprint.digests.size();
        dues.push_back(*std::move(due));
    }
    return dues;
}

}

std::vector<Extent> usedBlocks(std::vector<Extent> used, Extent where)
{
    for (Extent &one : used)
        one.begin = Offset() + (one.begin - where.begin);
    return roundedOut(std::move(used), {.begin = {}, .size = where.size});
}

Result<std::vector<std::string>> hashPieces(BlockDevice &disk, const ImprintOrder &order,
                                            const std::function<void(Bytes amount, Bytes read)> &advance,
                                            const std::stop_token &stop)
{
    Imprinter imprinter(order.kind, order.where.size);
    AlignedBuffer buffer(static_cast<std::size_t>(chunk.count()));
    for (const std::size_t piece : order.pieces) {
        for (const Extent &one : chunksOf(order, piece)) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, disk.name());
            TRY(const Bytes read, hashChunk(disk, one, order, buffer, imprinter));
            advance(one.size, read);
        }
    }
    return imprinter.finish();
}

Bytes amountOf(const ImprintOrder &order)
{
    Bytes amount;
    for (const std::size_t piece : order.pieces) {
        for (const Extent &part : partsWithin(order.used, pieceAt(piece, order.where.size)))
            amount += part.size;
    }
    return amount;
}

std::vector<Imprint> imprintsOf(Context &context)
{
    Lacking lacking;
    std::vector<Due> dues = duesOf(context, lacking);
    Bytes amount;
    for (const Due &due : dues)
        amount += amountOf(due.order);
    context.meter.expectMore(amount);
    std::vector<Imprint> imprints;
    for (Due &due : dues) {
        const Result<> hashed = hash(due, context);
        if (hashed)
            imprints.push_back(std::move(due.imprint));
        else
            lacking.add(due.imprint.partition, hashed.error());
    }
    if (!lacking.numbers.empty())
        context.warnings.push_back("The report has no digests of partition " + lacking.numbers + ": "
                                   + lacking.reason);
    return imprints;
}

}
