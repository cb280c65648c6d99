// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/journal_bounds.h"

#include "core/remap/extent_set.h"
#include "core/remap/proof.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace parterre::remap {

namespace {

using Flaw = std::optional<std::string>;

bool isWhole(Bytes size)
{
    return size.count() % journalBlock.count() == 0;
}

bool isWhole(Offset at)
{
    return isAligned(at, journalBlock);
}

Flaw flawOfProgram(const Superblock &super, const Program &program)
{
    if (program.epochs != super.epochs)
        return "the superblock tells of another number of epochs";
    if (program.epochs > ProgramLimits().epochs)
        return "it has too many epochs";
    if (program.runs.size() > runsMax)
        return "it has too many runs";
    Bytes sum;
    for (const Run &run : program.runs) {
        if (!isWhole(run.source) || !isWhole(run.destination) || !isWhole(run.size) || !isWhole(run.step))
            return "a run does not keep to blocks";
        sum += run.size;
        // At once: the sum of all of them need not be a number.
        if (sum > program.moved + program.staged)
            break;
    }
    return sum == program.moved + program.staged ? Flaw() : "its runs copy another amount than it says";
}

bool isAnyOverlap(std::vector<Extent> places)
{
    std::ranges::sort(places, {}, &Extent::begin);
    return firstOverlapWithin(places).has_value();
}

/// Whole blocks of the disk.
bool areBlocks(const Superblock &super, const std::vector<Extent> &places)
{
    const Extent disk{.begin = {}, .size = super.diskSize};
    return std::ranges::all_of(places, [&](const Extent &place) {
        return isWhole(place.begin) && isWhole(place.size) && disk.contains(place);
    });
}

Flaw flawOfMoves(const Superblock &super, const std::vector<Move> &moves)
{
    if (moves.size() > movesMax)
        return "it has too many moves";
    std::vector<Extent> sources;
    std::vector<Extent> destinations;
    for (const Move &move : moves) {
        if (move.source.isEmpty() || move.destinations.empty())
            return "a move has nothing to move, or no destination";
        sources.push_back(move.source);
        for (const Offset destination : move.destinations)
            destinations.push_back({.begin = destination, .size = move.source.size});
    }
    if (destinations.size() > destinationsMax)
        return "it has too many destinations";
    if (!areBlocks(super, sources) || !areBlocks(super, destinations))
        return "a move does not keep to the disk and its blocks";
    if (isAnyOverlap(std::move(sources)) || isAnyOverlap(std::move(destinations)))
        return "two moves have one source, or one destination";
    return {};
}

Flaw flawOfScratch(const Superblock &super, const std::vector<Extent> &scratch)
{
    if (scratch.size() > scratchMax)
        return "it has too many pieces of scratch";
    return areBlocks(super, scratch) ? Flaw() : "its scratch does not keep to the disk and its blocks";
}

Extent placeOf(const TableWrite &write)
{
    return {.begin = write.at, .size = Bytes(static_cast<std::int64_t>(write.bytes.size()))};
}

/// `others` is what a table may not touch.
Flaw flawOfTable(const Superblock &super, const TableBatches &table, const ExtentSet &others)
{
    if (table.size() > batchesMax)
        return "a table has too many batches";
    const Extent disk{.begin = {}, .size = super.diskSize};
    std::size_t writes = 0;
    Bytes bytes;
    for (const TableWrite &write : table | std::views::join) {
        const Extent place = placeOf(write);
        if (!isAligned(place.begin, super.sectorSize) || place.size.count() % super.sectorSize.count() != 0
            || !disk.contains(place))
            return "a table does not keep to the disk and its sectors";
        if (others.overlaps(place))
            return "a table lies where the data moves, or over the journal";
        bytes += place.size;
        ++writes;
    }
    return writes > tableWritesMax || bytes > tableBytesMax ? "a table is too large" : Flaw();
}

}

std::optional<std::string> flawOf(const Superblock &super, const Body &body)
{
    for (const Flaw &flaw : {flawOfProgram(super, body.program), flawOfMoves(super, body.moves),
                             flawOfScratch(super, body.scratch)}) {
        if (flaw)
            return flaw;
    }
    ExtentSet reach(body.scratch);
    std::ranges::for_each(placesOf(body.moves), [&](const Extent &place) { reach.add(place); });
    for (const Offset copy : super.copies) {
        const Extent place{.begin = copy, .size = super.copySize};
        if (reach.overlaps(place))
            return "it moves the journal itself";
    }
    for (const Offset copy : super.copies)
        reach.add({.begin = copy, .size = super.copySize});
    for (const TableBatches *const table : {&body.lock, &body.publish, &body.goBack}) {
        if (Flaw flaw = flawOfTable(super, *table, reach))
            return flaw;
    }
    return {};
}

}
